import Foundation
import Testing

@testable import Workspace

struct EnclosureTests {
  /// A folder is what it leads to; a link is where its file is.
  @Test func linksLeadOut() throws {
    let sandbox = try Sandbox()
    try sandbox.write("rules/a.yml", "")
    try sandbox.write("rules-of-others/b.yml", "")
    try sandbox.write("../outside.yml", "")
    func link(_ name: String, to target: String) throws {
      try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
    }
    func path(_ name: String) -> String { sandbox.root.appendingPathComponent(name).path }
    try link("rules/in.yml", to: "a.yml")
    try link("rules/beside.yml", to: "../rules-of-others/b.yml")
    try link("rules/out.yml", to: "../../outside.yml")
    try link("folder", to: "..")
    let rules = Enclosure([path("rules")])
    #expect(
      rules.contains(path("rules/a.yml")) && rules.contains(path("rules/in.yml")) && rules.contains(path("rules")))
    #expect(!rules.contains(path("rules/beside.yml")) && !rules.contains(path("rules/out.yml")))
    #expect(rules.contains(path("rules/new.yml")), "what is nowhere is written where it is named")
    // Without a repository the folder is the project, with one all of its work tree.
    #expect(!Enclosure(projectOf: path("rules")).contains(path("rules/beside.yml")))
    try sandbox.write(".git/HEAD", "")
    let project = Enclosure(projectOf: path("rules"))
    #expect(project.contains(path("rules/beside.yml")) && !project.contains(path("rules/out.yml")))
    #expect(!project.contains(path("folder/outside.yml")) && !project.contains(path("folder")))
    #expect(!Enclosure([path("nowhere")]).contains(path("rules/a.yml")))
    // By the names of a path: what is named elsewhere may be anywhere.
    try link("elsewhere", to: "../..")
    for name in ["rules/out.yml", "folder", "folder/new.yml", "elsewhere/a/b.yml", "rules/../folder/new.yml"] {
      #expect(!Enclosure.staysInProject(path(name)), "\(name)")
    }
    for name in ["rules/in.yml", "rules/beside.yml", "rules/new.yml", "new/b.yml", "../outside.yml", "../new.yml"] {
      #expect(Enclosure.staysInProject(path(name)), "\(name)")
    }
  }
}
