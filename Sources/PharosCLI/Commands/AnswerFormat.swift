import ArgumentParser

/// How an answer is written that is not findings alone.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json
}
