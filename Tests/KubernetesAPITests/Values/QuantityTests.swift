import KubernetesAPI
import SeededRandom
import Testing

@Suite("Quantities are read and written as Kubernetes does")
struct QuantityTests {
  private static let format = Quantity.SyntaxError.format.description

  @Test(
    "a quantity is given back in its canonical form",
    arguments: [
      ("0", "0"), ("0.0", "0"), ("-0", "0"), ("0Gi", "0"), ("1", "1"), ("1000", "1k"), ("1500", "1500"),
      ("10000", "10k"),
      ("1000000", "1M"), ("0.5", "500m"), ("1.5", "1500m"), ("100m", "100m"), ("1000m", "1"), ("1500m", "1500m"),
      ("0.0001", "100u"), ("0.0000001", "100n"), ("1n", "1n"), ("0.1n", "1n"), ("0.0000000001", "1n"),
      ("1.0000000001", "1000000001n"),
      ("-0.1n", "-1n"), ("1Ki", "1Ki"), ("1024", "1024"), ("1024Ki", "1Mi"), ("1.5Gi", "1536Mi"), ("0.5Ki", "512"),
      ("1023", "1023"),
      ("1.5Ki", "1536"), ("0.1Ki", "102400m"), ("0.0001Ki", "102400u"), ("1025Ki", "1025Ki"), ("2048Gi", "2Ti"),
      ("1Ei", "1Ei"),
      ("8Ei", "9223372036854775807"), ("100Ei", "9223372036854775807"), ("-8Ei", "-9223372036854775807"),
      ("1Pi", "1Pi"),
      ("128974848", "128974848"), ("129e6", "129e6"), ("129M", "129M"), ("123Mi", "123Mi"), ("1e3", "1e3"),
      ("1E3", "1E3"), ("1000e3", "1e6"),
      ("10e2", "1e3"), ("1e-3", "1e-3"), ("1e-1", "100e-3"), ("1e-10", "1e-9"), ("1E", "1E"), ("1000E", "1000E"),
      ("1.", "1."), (".5", "500m"), ("1.G", "1.G"), ("1.5G", "1500M"), ("1.500", "1.500"), ("+1", "+1"), ("+1.0", "1"),
      ("001", "001"),
      ("99999999999999999999", "99999999999999999999"), ("123456789012345678901234n", "123456789012345678901234n"),
      (" 1 ", "1"), ("1 ", "1"), ("k", "0"), (".", "0"), ("-", "0"), ("m", "0"), ("Ki", "0"), ("e3", "0"),
      ("5e0", "5e0"),
    ])
  func canonical(text: String, expected: String) {
    #expect(Quantity(text)?.description == expected)
  }

  @Test(
    "what is no quantity",
    arguments: [
      ("", format), ("x", format), ("1.5.5", format), ("1GB", format), ("1e3Gi", format), ("1 Gi", format),
      ("lots", format),
      ("1Kib", format), ("0x10", format), ("1,5", format), ("1_000", format),
      ("--1", "unable to parse quantity's suffix"), ("1e3.5", format),
      ("true", format),
      ("{}", format), ("1\u{661}", format), ("1GG", "unable to parse quantity's suffix"),
      ("1K", "unable to parse quantity's suffix"),
      ("1e", "unable to parse quantity's suffix"), ("1ki", "unable to parse quantity's suffix"),
      ("1m5", "unable to parse quantity's suffix"),
      ("1mi", "unable to parse quantity's suffix"), ("+-1", "unable to parse quantity's suffix"),
      ("1e99999999999999999999", "unable to parse quantity's suffix"),
      ("Ei", "unable to parse numeric part of quantity"), ("-Pi", "unable to parse numeric part of quantity"),
    ])
  func malformed(text: String, message: String) {
    let error = #expect(throws: Quantity.SyntaxError.self) { try Quantity(parsing: text) }
    #expect(error?.description == message)
  }

  @Test("numbers of documents are quantities, other values are not")
  func values() {
    #expect(Quantity(JSONValue.integer(1000))?.description == "1k")
    #expect(Quantity(JSONValue.number("0.5"))?.description == "500m")
    #expect(Quantity(JSONValue.string("2Gi"))?.value == 2_147_483_648)
    #expect(Quantity(JSONValue.bool(true)) == nil)
    #expect(Quantity(JSONValue.null) == nil)
  }

  @Test(
    "amounts are rounded up, away from zero",
    arguments: [
      ("1", 1, 1000), ("0.0001", 1, 1), ("1.0001", 2, 1001), ("100m", 1, 100), ("-1.5", -2, -1500), ("-0.0001", -1, -1),
      ("1n", 1, 1), ("0", 0, 0), ("1Ki", 1024, 1_024_000), ("1000E", Int64.max, Int64.max),
      ("-1000E", Int64.min, Int64.min),
    ] as [(String, Int64, Int64)])
  func rounding(text: String, value: Int64, milliValue: Int64) {
    #expect(Quantity(text)?.value == value)
    #expect(Quantity(text)?.milliValue == milliValue)
  }

  @Test(
    "the API server stores thousandths, rounded up",
    arguments: [
      ("0.0005", "1m"), ("1.5", "1500m"), ("1n", "1m"), ("-1n", "-1m"), ("1.500", "1.500"), ("3Gi", "3Gi"),
      ("0.0001", "1m"),
    ])
  func stored(text: String, expected: String) {
    #expect(Quantity(text)?.roundedUpToMilli.description == expected)
  }

  @Test(
    "an amount beyond measure is the largest",
    arguments: ["1e40", "1e400", "1e99999999", "9" + String(repeating: "0", count: 5_000)])
  func huge(text: String) {
    #expect(Quantity(text)?.nanoUnits == .max)
    #expect(Quantity("-" + text)?.isNegative == true)
    #expect(Quantity("0" + text.drop { $0 != "e" })?.isZero == true)
  }

  @Test(
    "an amount below measure is the smallest",
    arguments: ["1e-40", "1e-99999999", "0." + String(repeating: "0", count: 5_000) + "1"])
  func tiny(text: String) {
    #expect(Quantity(text)?.nanoUnits == 1)
    #expect(Quantity("-" + text)?.nanoUnits == -1)
  }

  @Test("sums keep the notation of the left one, unless that is zero")
  func sums() throws {
    func sum(_ left: String, _ right: String) throws -> String {
      (try #require(Quantity(left)) + #require(Quantity(right))).description
    }
    #expect(try sum("1Gi", "1G") == "2073741824")
    #expect(try sum("1G", "1Gi") == "2073741824")
    #expect(try sum("1Gi", "1Gi") == "2Gi")
    #expect(try sum("0", "1Gi") == "1Gi")
    #expect(try sum("+1", "1") == "2")
    #expect(try (#require(Quantity("1Gi")) - #require(Quantity("512Mi"))).description == "512Mi")
    #expect(try (#require(Quantity("1")) - #require(Quantity("1500m"))).description == "-500m")
  }

  @Test("amounts are compared, not notations")
  func comparison() throws {
    let milli = try #require(Quantity("1000m"))
    let one = try #require(Quantity("1.0"))
    #expect(milli == one && Set([milli, one]).count == 1)
    #expect(try #require(Quantity("1G")) < #require(Quantity("1Gi")))
  }

  @Test("what is written is read as the same amount again")
  func roundTrip() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed \(seed)")
    var generator = SplitMix64(seed: seed)
    let suffixes = [
      "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3", "E-4", "e7", "e-12",
    ]
    for _ in 0..<20_000 {
      let digits = Int.random(in: 0...24, using: &generator)
      var text = ["", "-", "+"].randomElement(using: &generator) ?? ""
      for _ in 0..<digits { text += String(Int.random(in: 0...9, using: &generator)) }
      if Bool.random(using: &generator) {
        text += "."
        for _ in 0..<Int.random(in: 0...14, using: &generator) {
          text += String(Int.random(in: 0...9, using: &generator))
        }
      }
      text += suffixes.randomElement(using: &generator) ?? ""
      guard let quantity = Quantity(text), quantity.nanoUnits.magnitude < UInt128(1) << 120 else { continue }
      let again = try #require(Quantity(quantity.description), "\(text) -> \(quantity)")
      #expect(again == quantity, "\(text) -> \(quantity)")
      // A binary amount that is no multiple of 1024 is written without a suffix, which nobody reads as binary again.
      if again.format == quantity.format {
        #expect(again.description == quantity.description, "\(text) -> \(quantity), seed \(seed)")
      }
      let milli = quantity.roundedUpToMilli
      #expect(milli.nanoUnits.magnitude >= quantity.nanoUnits.magnitude && milli.nanoUnits % 1_000_000 == 0, "\(text)")
      #expect((milli.nanoUnits - quantity.nanoUnits).magnitude < 1_000_000, "\(text)")
    }
  }
}
