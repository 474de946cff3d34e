import Documents

/// What Grafana reads from files of `provisioning/datasources` and `provisioning/dashboards`; other keys it passes over in silence.
///
/// Source: github.com/grafana/grafana, pkg/services/provisioning/datasources/types.go and dashboards/types.go, and
/// <https://grafana.com/docs/grafana/latest/administration/provisioning/>. Any value may be `$VARIABLE`, so only keys are checked.
package enum ProvisioningShape {
  package static func problems(in root: Node) -> [FormatProblem] {
    // The form before versions has other keys.
    guard root["apiVersion"] != nil else { return [] }
    // Of a key without a value nothing is lost: samples list those that a release once had.
    let empty = emptyKeys(in: root)
    return Shape.section(file).problems(in: root).filter { !empty.contains($0.range.lowerBound) }
  }

  private static func emptyKeys(in node: Node) -> Set<Int> {
    var found = (node.sequence ?? []).map(emptyKeys).reduce(into: Set()) { $0.formUnion($1) }
    for entry in node.mapping ?? [] {
      found.formUnion(emptyKeys(in: entry.value))
      if entry.value.isNull || entry.value.text?.isEmpty == true { found.insert(entry.key.range.lowerBound) }
    }
    return found
  }

  private static let file = SectionShape(
    "a provisioning file",
    [
      "apiVersion": .string, "prune": .string, "datasources": .entries(.section(dataSource)),
      "deleteDatasources": .entries(
        .section(SectionShape("a deleted data source", ["name": .string, "orgId": .string, "orgName": .string]))),
      "providers": .entries(.section(provider)),
    ])

  private static let dataSource = SectionShape(
    "a data source",
    [
      // Written again by some, and what the file says counts.
      "apiVersion": .string, "name": .string, "type": .string, "uid": .string, "access": .string, "url": .string,
      "orgId": .string,
      "orgName": .string, "user": .string, "database": .string, "basicAuth": .string, "basicAuthUser": .string,
      "withCredentials": .string, "isDefault": .string, "version": .string, "editable": .string, "correlations": .any,
      "jsonData": .map(.any), "secureJsonData": .map(.any),
      // What its API gives out with a data source, and nobody misses.
      "id": .any, "typeName": .any, "typeLogoUrl": .any, "readOnly": .any,
      "password": .any, "basicAuthPassword": .any,
    ],
    checks: [
      { node in
        // https://grafana.com/docs/grafana/latest/release-notes/release-notes-9-0-0-beta3/, #49987
        ["password", "basicAuthPassword"].compactMap { node.entry($0) }.map { entry in
          FormatProblem(
            "Grafana passes over `\(entry.key.text ?? "")` from 9 on", help: "write it under `secureJsonData:`",
            at: entry.key.range, since: 9)
        }
      }
    ])

  private static let provider = SectionShape(
    "a provider",
    [
      "name": .string, "type": .string, "orgId": .string, "folder": .string, "folderUid": .string, "editable": .string,
      "disableDeletion": .string, "allowUiUpdates": .string, "updateIntervalSeconds": .string,
      "options": .section(SectionShape("options", ["path": .string, "foldersFromFilesStructure": .string])),
    ])
}
