import Foundation
import Support

/// Files of every kind that pharos reads with a secret at every place where people write one, each of them another.
///
/// `secrets/files.txt` has the files, `=== PATH` above each, and `@@` for each secret.
enum PlantedSecrets {
  /// Every secret has this in it, and nothing else has.
  static let mark = "kQ7n"

  static let files: [(path: String, text: String)] = {
    let text = (try? Repository.text("Tests/EndToEnd/secrets/files.txt")) ?? ""
    var count = 0
    return text.components(separatedBy: "=== ").dropFirst().map { part in
      let end = part.firstIndex(of: "\n")!
      let pieces = part[part.index(after: end)...].components(separatedBy: "@@")
      let planted = pieces.dropFirst().reduce(pieces[0]) { text, piece in
        count += 1
        return text + "\(mark)\(count)vX2w" + piece
      }
      return (String(part[..<end]), planted)
    }
  }()

  static var count: Int { files.reduce(0) { $0 + $1.text.components(separatedBy: mark).count - 1 } }

  /// The lines of a text that hold one.
  static func leaks(in text: String) -> [String] {
    guard text.contains(mark) else { return [] }
    return text.split(separator: "\n").map(String.init).filter { $0.contains(mark) }
  }
}
