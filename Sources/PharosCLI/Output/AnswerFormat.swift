/// How an answer is written that is not findings alone.
enum AnswerFormat: String, CaseIterable {
  case text, json
}
