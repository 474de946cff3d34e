import Documents
import Project

/// `instrumentation/README.md`: how a service takes the generated code in.
enum InstrumentationReadme {
  static func text(_ stack: Stack) -> String {
    let rows = stack.services.map { owner in
      Markdown.row([
        owner.name, "`pharos_instrumentation.\(ServiceModule.name(owner))`",
        owner.scrapes.map { Markdown.code($1.path) }.joined(separator: ", "),
      ])
    }
    let module = stack.services.first.map(ServiceModule.name) ?? "service_metrics"
    return """
      <!-- \(Header.owned(stack)) -->

      # Instrumentation

      A service imports its own module and exposes exactly the metrics that the spec declares, each label within its declared domain: a value
      outside it is counted as `other`, and a status code as its class. Values that objectives and alerts match always have a place. Requests of
      scrapes and health checks are neither counted nor traced.

      | service | module | endpoints |
      |---|---|---|
      \(rows.joined(separator: "\n"))

      Put `python/` on the path of the application (`PYTHONPATH`, or copy the package beside it) and install `python/requirements.txt`. Then:

      ```python
      from fastapi import FastAPI
      from pharos_instrumentation import \(module)

      app = FastAPI()
      \(module).setup(app)
      ```

      With more than one worker process, `PROMETHEUS_MULTIPROC_DIR` names an empty folder of the service's own:

      ```sh
      PROMETHEUS_MULTIPROC_DIR=$(mktemp -d) uvicorn app:app --workers 4
      ```

      [metrics.md](metrics.md) has the same metrics for services in other languages, and for OpenTelemetry.
      \(named(stack))\(integrations(stack))
      """
  }

  /// What the code leaves to libraries.
  private static func named(_ stack: Stack) -> String {
    let owners = stack.services.filter { !$0.namedMetrics.isEmpty }
    if owners.isEmpty { return "" }
    let list = owners.map { owner in
      "- \(owner.name): \(owner.namedMetrics.map(Markdown.code).joined(separator: ", "))"
    }
    return """

      A library exposes these metrics of packs already, by names of its own (`names` in `\(stack.specName)`); the modules leave them out:

      \(list.joined(separator: "\n"))

      """
  }

  private static func integrations(_ stack: Stack) -> String {
    var text = ""
    if let owner = stack.services.first(where: { $0.packs.contains("ai") }) {
      text += """

        Calls of models are counted where their client is wrapped:

        ```python
        client = \(ServiceModule.name(owner)).models.openai(OpenAI())        # or .anthropic(Anthropic()), async ones too
        ```

        """
    }
    if let owner = stack.services.first(where: { $0.packs.contains("agents") }) {
      let module = ServiceModule.name(owner)
      text += """

        Tasks of agents are counted where they run, or, with CrewAI, by a listener:

        ```python
        with \(module).agents.task("researcher") as task:
            with task.tool("search"):
                ...

        from pharos_instrumentation.crews import watch
        watch(\(module).agents)
        ```

        """
    }
    return text
  }
}
