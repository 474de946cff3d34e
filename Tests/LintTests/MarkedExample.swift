import Documents
import Lint

/// An example without its marks, and where they were: by file name, in UTF-8 bytes.
struct MarkedExample {
  var files: [(name: String, text: String)]
  var marks: [String: [Range<Int>]] = [:]

  init(_ example: Example) {
    files = []
    for file in example.files {
      var text = ""
      var starts: [Int] = []
      for character in file.text.unicodeScalars {
        switch character {
        case "⟦": starts.append(text.utf8.count)
        case "⟧": marks[file.name, default: []].append(starts.removeLast()..<text.utf8.count)
        default: text.unicodeScalars.append(character)
        }
      }
      files.append((file.name, text))
    }
  }
}
