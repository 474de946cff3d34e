import Documents
import Scaffold

/// The few questions of `pharos init` on a terminal, each with an answer that Enter takes.
struct Interview {
  let console: Console

  func draft() throws(CommandFailure) -> Draft {
    console.print(
      "A first spec, in a few questions. Enter takes what stands in brackets; Ctrl-C leaves everything as it is.\n\n")
    var draft = Draft(
      project: DiskFiles.folderName(of: SpecSearch.name), isNamed: false, packs: BuiltInPacks.files)
    if let compose = try composeFile() {
      do {
        try ComposeImport.add([compose], in: DiskFiles.folderName(of: compose), DiskFiles.imports, to: &draft)
      } catch { throw CommandFailure(error) }
      draft.name(project: try ask("What is the project called?", draft.projectName))
    } else {
      draft.name(project: try ask("What is the project called?", draft.projectName))
      try addService(to: &draft)
    }
    try addReceiver(to: &draft)
    return draft
  }

  private func composeFile() throws(CommandFailure) -> String? {
    guard let file = DiskFiles.composeFile else { return nil }
    return try ask("Take services and components from \(file)? (yes or no)", "yes") { answer in
      ["y", "yes", "n", "no"].contains(answer.lowercased()) ? nil : "yes or no?"
    }.lowercased().hasPrefix("y") ? file : nil
  }

  private func addService(to draft: inout Draft) throws(CommandFailure) {
    let target = try ask("Where does your service answer, as Prometheus reaches it? (host:port, or none)", "none") {
      answer in
      answer == "none" || HostPort(answer) != nil ? nil : "write it like web:8000"
    }
    if let target = HostPort(target) { draft.addService(at: target) }
    draft.addHost()
  }

  private func addReceiver(to draft: inout Draft) throws(CommandFailure) {
    let kind = try ask("Where should alerts go? (\(DraftReceiver.Kind.names))", "slack") { answer in
      DraftReceiver.Kind(rawValue: answer.lowercased()) == nil ? "one of \(DraftReceiver.Kind.names)" : nil
    }
    var receiver = DraftReceiver(DraftReceiver.Kind(rawValue: kind.lowercased())!)
    for question in receiver.questions {
      receiver.answers[question.key] = try ask(question.text, question.suggestion, check: question.problem)
    }
    draft.add(receiver)
  }

  // MARK: Asking

  /// - Parameter check: what is wrong with an answer, so that it is asked for again.
  private func ask(_ question: String, _ suggestion: String, check: (String) -> String? = { _ in nil })
    throws(CommandFailure) -> String
  {
    while true {
      console.prompt("\(question) [\(suggestion)] ")
      guard let line = console.readLine() else {
        console.printError("")
        throw CommandFailure(
          "the questions were not answered, so nothing was written", help: "see `pharos init --help` for flags")
      }
      let answer = line.trimmed().isEmpty ? suggestion : line.trimmed()
      guard let problem = check(answer) else { return answer }
      console.print("  \(problem)")
    }
  }
}
