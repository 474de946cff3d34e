import Foundation
import Support
import Testing

#if os(Linux)
  /// The stack of a machine, on this one.
  struct HostTests {
    private static func stack(_ folder: TemporaryFolder) throws -> URL {
      let generated = try GeneratedStack.generate("Tests/EndToEnd/specs/host.yml", into: folder)
      try #require(generated.status == 0, Comment(rawValue: generated.all))
      return folder.file("stack")
    }

    @Test func scriptsAreSound() throws {
      let folder = try TemporaryFolder()
      let stack = try Self.stack(folder)
      try StackJudge.expect(
        "shellcheck", ["-x", "host/run.sh", "host/install.sh", "host/parts.sh", "host/questions.sh"], in: stack)
    }

    /// From `run.sh` to a notification at a receiver, by Debian's servers; then nothing is left of it.
    @Test func trialNotifies() throws {
      let folder = try TemporaryFolder()
      let stack = try Self.stack(folder)
      let script = Repository.file("Tests/EndToEnd/scripts/host_trial.py").path
      try StackJudge.expect(Tool.python, [script, stack.path, "ApiAway"], in: folder.url)
    }

    /// Where a part listens is said by every text that names it.
    @Test func textsNameItsAddresses() throws {
      let folder = try TemporaryFolder()
      let stack = try Self.stack(folder)
      let runbook = try String(contentsOf: stack.appendingPathComponent("runbooks/watchdog.md"), encoding: .utf8)
      #expect(runbook.contains("curl -s http://127.0.0.1:9190/-/ready"))
      #expect(runbook.contains("curl -s 'http://127.0.0.1:9093/api/v2/alerts?filter=alertname=Watchdog'"))
      let check = try String(
        contentsOf: stack.appendingPathComponent("runbooks/prometheus-bad-config.md"), encoding: .utf8)
      #expect(check.contains("promtool check config /etc/depot-monitoring/prometheus/prometheus.yml"))
      let unit = try String(
        contentsOf: stack.appendingPathComponent("host/systemd/depot-prometheus.service"), encoding: .utf8)
      #expect(unit.contains("--web.external-url=http://127.0.0.1:9190"))
    }

    @Test func trialSaysWhatIsMissing() throws {
      let folder = try TemporaryFolder()
      let script = try Self.stack(folder).appendingPathComponent("host/run.sh").path
      let result = try Tool.run(script, ["--free-ports", "--only", "alertmanager"])
      #expect(result.status == 1)
      #expect(result.error.contains("alertmanager: no secret slack_webhook_url; put it into the file "))
      #expect(result.error.contains("nothing is started"))
    }

    /// What is installed is what systemd takes. Programs that this machine has are in the place of those that it installs for.
    @Test func unitsAreAccepted() throws {
      let folder = try TemporaryFolder()
      let stack = try Self.stack(folder)
      let root = try Self.machine(folder)
      try StackJudge.expect(Self.installer(stack), ["install", "--root", root.path], in: stack)
      let units = root.appendingPathComponent("etc/systemd/system")
      let names = try FileManager.default.contentsOfDirectory(atPath: units.path).sorted()
      #expect(names.count == 7)
      for name in names {
        let unit = units.appendingPathComponent(name).path
        let verified = try Tool.run("systemd-analyze", ["verify", "--man=no", unit])
        #expect(verified.status == 0 && verified.all.isEmpty, Comment(rawValue: verified.all))
        guard name.hasSuffix(".service") else { continue }
        // 10 is a service that nothing holds.
        try StackJudge.expect("systemd-analyze", ["security", "--offline=true", "--threshold=30", unit], in: stack)
      }
    }

    @Test func installingChangesWhatItSays() throws {
      let folder = try TemporaryFolder()
      let stack = try Self.stack(folder)
      let root = try Self.machine(folder)
      func install(_ arguments: String...) throws -> Tool.Result {
        try Tool.run(Self.installer(stack), arguments + ["--root", root.path], in: stack)
      }
      func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root.path).filter {
          $0.contains(".") && !$0.hasPrefix("usr")
        }
      }
      try Data("x".utf8).write(to: stack.appendingPathComponent("secrets/db_password"))
      let plan = try install()
      #expect(plan.status == 0 && plan.output.contains("new       /etc/depot-monitoring/prometheus/prometheus.yml"))
      #expect(plan.output.contains("missing   /etc/depot/secrets/slack_webhook_url; put the value into the file "))
      #expect(try files().isEmpty)

      // Somebody else's file is not written over.
      let own = root.appendingPathComponent("etc/depot-monitoring/blackbox/blackbox.yml")
      try FileManager.default.createDirectory(at: own.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data("mine\n".utf8).write(to: own)
      let refused = try install("install")
      #expect(refused.status == 1 && refused.output.contains("foreign   /etc/depot-monitoring/blackbox/blackbox.yml"))
      #expect(try files() == ["etc/depot-monitoring/blackbox/blackbox.yml"])
      try FileManager.default.removeItem(at: own)

      #expect(try install("install").status == 0)
      let secret = root.appendingPathComponent("etc/depot/secrets/db_password")
      #expect(try String(contentsOf: secret, encoding: .utf8) == "x")
      let mode = try FileManager.default.attributesOfItem(atPath: secret.path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
      let again = try install("install")
      #expect(again.status == 0 && !again.output.contains("new ") && !again.output.contains("changed "))

      #expect(try install("uninstall").status == 0)
      #expect(try files().isEmpty && FileManager.default.fileExists(atPath: secret.path))
    }

    /// Without a program nothing is installed, but for who says so.
    @Test func programsAreAskedFor() throws {
      let folder = try TemporaryFolder()
      let stack = try Self.stack(folder)
      let root = try Self.machine(folder)
      try FileManager.default.removeItem(at: root.appendingPathComponent("usr/bin/prometheus-redis-exporter"))
      let result = try Tool.run(Self.installer(stack), ["install", "--root", root.path], in: stack)
      #expect(result.status == 1)
      #expect(
        result.output.contains(
          "missing   cache-exporter: no program redis_exporter prometheus-redis-exporter; get it from Debian's package prometheus-redis-exporter, or "
        ))
      try StackJudge.expect(Self.installer(stack), ["install", "--skip-missing", "--root", root.path], in: stack)
      #expect(!FileManager.default.fileExists(atPath: root.path + "/etc/systemd/system/depot-cache-exporter.service"))
    }

    private static func installer(_ stack: URL) -> String { stack.appendingPathComponent("host/install.sh").path }

    /// A folder that looks like a machine with Debian's programs.
    private static func machine(_ folder: TemporaryFolder) throws -> URL {
      let programs = folder.file("machine/usr/bin")
      try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
      for name in [
        "", "-alertmanager", "-node-exporter", "-blackbox-exporter", "-postgres-exporter", "-redis-exporter",
      ] {
        try FileManager.default.copyItem(
          at: URL(fileURLWithPath: "/bin/true"), to: programs.appendingPathComponent("prometheus\(name)"))
      }
      return folder.file("machine")
    }
  }
#endif
