/// What was found out about classes of Pods, as far as somebody asked.
struct ClassAnswers<Answer> {
  private var answers: ContiguousArray<Answer?> = []

  /// nil for a class that nobody asked about.
  subscript(number: Int) -> Answer? {
    get { number < answers.count ? answers[number] : nil }
    set {
      while answers.count <= number { answers.append(nil) }
      answers[number] = newValue
    }
  }
}
