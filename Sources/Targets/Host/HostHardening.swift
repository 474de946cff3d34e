import Project

/// What a service may touch: nothing but its state, and what it needs beyond that, with the reasons.
struct HostHardening {
  let part: HostPart

  private var workload: Workload { part.workload }
  private var program: Workload.Program { part.program }

  var lines: [String] {
    fixed + departures.flatMap { ["# \($0.reason)"] + $0.lines } + [
      "RestrictAddressFamilies="
        + (["AF_UNIX", "AF_INET", "AF_INET6"] + program.addressFamilies).joined(separator: " "),
      "SystemCallArchitectures=native", "SystemCallErrorNumber=EPERM",
      "SystemCallFilter=@system-service", "SystemCallFilter=~@privileged",
    ] + program.systemCalls.map { "SystemCallFilter=\($0)" }
  }

  /// Of every service. A user of its own exists while it runs.
  private var fixed: [String] {
    let switches = [
      "NoNewPrivileges", "PrivateTmp", "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules",
      "ProtectKernelTunables",
      "ProtectControlGroups", "LockPersonality", "MemoryDenyWriteExecute", "RestrictNamespaces", "RestrictRealtime",
      "RestrictSUIDSGID", "RemoveIPC",
    ]
    // These hide what a need asks for, or forbid a call that the program makes.
    let clock = program.systemCalls.contains("adjtimex") ? [] : ["ProtectClock"]
    let devices = needs(\.isDevice) ? [] : ["PrivateDevices"]
    let users = workload.needs.isEmpty ? ["PrivateUsers"] : []
    return ["DynamicUser=yes", "UMask=0077", "ProtectSystem=strict"]
      + (needs(\.isHostPath) ? [] : ["ProtectHome=yes", "ProtectProc=invisible"])
      + (switches + clock + devices + users).map { "\($0)=yes" }
      + (needs(\.isCapability) ? [] : ["CapabilityBoundingSet="])
  }

  private func needs(_ isSo: (Workload.Need.Kind) -> Bool) -> Bool { workload.needs.contains { isSo($0.kind) } }

  private var departures: [(reason: String, lines: [String])] {
    workload.needs.compactMap { need in
      let lines: [String] =
        switch need.kind {
        case .capability(let name): Self.capability(name)
        // The network is the machine's, and so would the parameter be. Without ping sockets the exporter pings by raw ones.
        case .sysctl(HostTarget.pingSockets, _): Self.capability("NET_RAW")
        case .device(let path): ["DeviceAllow=\(path) r"]
        // It sees the machine's files anyhow, but for those of people.
        case .hostPath: ["ProtectHome=read-only"]
        case .dockerGroup: ["SupplementaryGroups=docker"]
        case .dockerSocket, .root, .sysctl: []
        }
      let reason = need.reason.split(separator: "\n").joined(separator: "\n# ")
      return lines.isEmpty ? nil : (reason, lines)
    }
  }

  private static func capability(_ name: String) -> [String] {
    ["CapabilityBoundingSet=CAP_\(name)", "AmbientCapabilities=CAP_\(name)"]
  }
}

extension Workload.Need.Kind {
  fileprivate var isDevice: Bool { if case .device = self { true } else { false } }
  fileprivate var isHostPath: Bool { if case .hostPath = self { true } else { false } }
  fileprivate var isCapability: Bool {
    switch self {
    case .capability, .sysctl(HostTarget.pingSockets, _): true
    default: false
    }
  }
}
