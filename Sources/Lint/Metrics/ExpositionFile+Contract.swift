import Documents
import Project

extension ExpositionFile {
  /// How it differs from what a spec declares of the service whose page it is. A file may be older than the spec, or of a program that has
  /// done little yet: what it lacks is a single info, and where that is most of it, the file is a part of a page.
  func differences(from stack: Stack) -> [Finding] {
    guard !isOfServer, let contract = ExpositionContract(stack, service: nil, pages: [report]),
      contract.isMost(of: report)
    else { return [] }
    let problems = contract.problems(in: [report], areAll: false)
    var missing = problems.filter { $0.finding == .missing }.map { "`\($0.metric)`" }
    if missing.count >= contract.declared(in: report) { missing = [] }
    let others = problems.filter { $0.finding != .missing }.map { problem in
      let start = source.offset(of: Position(line: problem.line, column: problem.column))
      return Finding(problem.finding, problem.message, help: problem.help, in: source, at: wordRange(from: start))
    }
    guard !missing.isEmpty else { return others }
    let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
    let shown = missing.prefix(5).joined(separator: ", ") + more
    let finding = Finding(
      ContractFinding.missing, "the page lacks what is declared for `\(contract.service)`: \(shown)",
      severity: .info,
      help: "expose it, or take it out of the spec; if the page is old, save a new one", in: source, at: 0..<0)
    return [finding] + others
  }
}
