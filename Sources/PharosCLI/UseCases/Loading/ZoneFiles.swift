import Formats
import Workspace

/// Files of the time zone database on this machine.
enum ZoneFiles {
  // https://github.com/golang/go/blob/master/src/time/zoneinfo_unix.go, platformZoneSources
  private static let folders = [
    "/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/", "/usr/lib/locale/TZ/", "/etc/zoneinfo/",
  ]

  @Sendable static func rules(_ name: String) -> TimeZoneRules? {
    guard !name.hasPrefix("/"), !name.split(separator: "/").contains("..") else { return nil }
    return folders.lazy.compactMap { try? TextFile.read($0 + name) }.compactMap { TimeZoneRules(tzif: $0) }.first
  }
}
