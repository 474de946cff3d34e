// A process for the tests to kill and to wait for.
//
//     workspace-victim generate FOLDER    prints a line, and generates one set of artifacts after another until it is
//                                         killed
//     workspace-victim hold FOLDER        takes the lock, prints a line, and keeps it until it is killed
import Regeneration
import Workspace

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

// Ends even when the tests that started it no longer can.
alarm(60)
let workspace = Workspace(root: CommandLine.arguments[2])
switch CommandLine.arguments[1] {
case "generate":
  announce("generating")
  for generation in 1... {
    try workspace.withLock { session in
      let plan = try session.plan(
        victimArtifacts(generation), specDigest: Digest(of: Array("\(generation)".utf8)), version: "1")
      _ = try session.apply(plan)
    }
  }
default:
  try workspace.withLock { _ in
    announce("locked")
    while true { pause() }
  }
}

func announce(_ line: String) {
  print(line)
  fflush(nil)
}

/// Small files and large ones, in folders that come and go; each line of a file names its generation.
func victimArtifacts(_ generation: Int) -> [Artifact] {
  var artifacts = (0..<24).map { i in
    Artifact(
      "part\(i % 5)/file\(i).txt",
      text: String(repeating: "file \(i) of generation \(generation)\n", count: i == 7 ? 2_000 : 10 * (i + 1)))
  }
  artifacts.append(Artifact("notes.md", text: "Notes of generation \(generation)\n", kind: .merged))
  let steps = (1...7).map { "step \($0)\n" }.joined()
  artifacts.append(Artifact("guide.md", text: "Guide\n\(steps)Guide of generation \(generation)\n", kind: .merged))
  if generation % 2 == 0 {
    artifacts.append(Artifact("even/deep/now.txt", text: "file 99 of generation \(generation)\n"))
  }
  return artifacts
}
