/// Where the variables of a dashboard stand in their list: every panel and every query asks for some of them by name.
struct VariableIndex {
  /// Of each name the first.
  private(set) var first: [String: Int] = [:]
  /// Of each name the first that chooses a data source.
  private(set) var dataSources: [String: Int] = [:]
  /// Whether one chooses among data sources that are not Prometheus.
  private(set) var choosesOthers = false

  init(_ variables: [DashboardVariable]) {
    for (place, variable) in variables.enumerated() {
      let isDataSource = variable.type == "datasource"
      if isDataSource, variable.queryText?.value != "prometheus" { choosesOthers = true }
      guard let name = variable.name?.value else { continue }
      if first[name] == nil { first[name] = place }
      if isDataSource, dataSources[name] == nil { dataSources[name] = place }
    }
  }
}
