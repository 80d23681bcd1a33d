// swift-tools-version: 6.1
import PackageDescription

// Dependencies point downwards only: each target names the ones right below it and nothing above.
let package = Package(
  name: "berth",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "berth", targets: ["berth"])
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CMicrohttpdSystem", pkgConfig: "libmicrohttpd",
      providers: [.apt(["libmicrohttpd-dev"])]),
    .systemLibrary(name: "CMimalloc", providers: [.apt(["libmimalloc-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CMicrohttpd", dependencies: ["CMicrohttpdSystem"]),
    .target(
      name: "MicroHTTP",
      dependencies: [
        "CMicrohttpd", "CMicrohttpdSystem", "CZlib", "CZstd",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(name: "Bytes"),
    .target(name: "LibYAML", dependencies: ["Bytes", "CLibYAML"]),
    .target(name: "KubernetesAPI", dependencies: ["Bytes", "LibYAML"]),
    .target(
      name: "SchedulerFramework",
      dependencies: [
        "KubernetesAPI",
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "OrderedCollections", package: "swift-collections"),
        .product(name: "HashTreeCollections", package: "swift-collections"),
      ]),
    .target(name: "SchedulerPlugins", dependencies: ["SchedulerFramework"]),
    .target(
      name: "ClusterSimulator",
      dependencies: [
        "Bytes", "SchedulerPlugins",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "HashTreeCollections", package: "swift-collections"),
      ]),
    .target(
      name: "Playground",
      dependencies: [
        "ClusterSimulator",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    .target(name: "Webhooks", dependencies: ["SchedulerFramework"]),
    .target(
      name: "PlaygroundServer",
      dependencies: [
        "Playground", "MicroHTTP", "Webhooks",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .executableTarget(
      name: "berth",
      dependencies: [
        "CMimalloc", "LibYAML", "PlaygroundServer", "Webhooks",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ]),
    .target(name: "HTTPTestClient", path: "Tests/HTTPTestClient"),
    .target(name: "SeededRandom", path: "Tests/SeededRandom"),
    .testTarget(
      name: "MicroHTTPTests",
      dependencies: [
        "CZlib", "CZstd", "MicroHTTP", "HTTPTestClient", "SeededRandom",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    .testTarget(name: "BytesTests", dependencies: ["Bytes", "SeededRandom"]),
    .testTarget(name: "LibYAMLTests", dependencies: ["Bytes", "LibYAML", "SeededRandom"]),
    .testTarget(
      name: "KubernetesAPITests", dependencies: ["KubernetesAPI", "SeededRandom"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "SchedulerFrameworkTests", dependencies: ["SchedulerFramework", "SchedulerPlugins", "SeededRandom"],
      resources: [.copy("Fixtures")]),
    .target(name: "AllocationCounter", path: "Tests/Support/AllocationCounter"),
    .testTarget(
      name: "SchedulerPluginsTests", dependencies: ["SchedulerPlugins", "SeededRandom", "AllocationCounter"]),
    .testTarget(
      name: "ClusterSimulatorTests", dependencies: ["ClusterSimulator", "SeededRandom"], resources: [.copy("Fixtures")]),
    .testTarget(
      name: "WebhooksTests",
      dependencies: [
        "Webhooks", "ClusterSimulator", "MicroHTTP",
        .product(name: "HTTPTypes", package: "swift-http-types"),
      ]),
    .executableTarget(
      name: "storage-torture", dependencies: ["Playground"], path: "Tests/Support/storage-torture"),
    .testTarget(
      name: "PlaygroundTests",
      dependencies: ["Playground", "AllocationCounter", "SeededRandom", "storage-torture"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "PlaygroundServerTests",
      dependencies: [
        "PlaygroundServer", "HTTPTestClient", "KubernetesAPI",
        .product(name: "Logging", package: "swift-log"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
