package io.groundwatch.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the running agent itself complains of. */
final class AgentCheck {
  private AgentCheck() {}

  static List<Finding> of(Path directory) {
    Optional<Map<String, Object>> said;
    try {
      said = StatusCommand.ask(directory);
    } catch (IOException e) {
      return List.of(
          Finding.warning(
              "agent: cannot be asked: " + e.getMessage(), "run this as the agent's user or root"));
    }
    if (said.isEmpty()) {
      return List.of(
          Finding.warning(
              "agent: none runs with this state folder", "systemctl start groundwatch"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.fine("agent: runs as process " + said.get().get("pid")));
    for (String line : new StatusText(said.get()).lines()) {
      if (line.startsWith("! ")) {
        findings.add(
            Finding.fault("agent: " + line.substring(2), "its log says more: groundwatch status"));
      }
    }
    return findings;
  }
}
