package io.groundwatch.app;

import io.groundwatch.pipeline.LaneStatus;
import io.groundwatch.server.monitor.MonitorPages.Page;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether an agent works, as {@code /healthz} says it: not where a thread of it is stuck, which a
 * restart mends. A destination that is away is named, but no fault of the agent's.
 */
final class Health {
  /** A turn of work takes milliseconds; one that takes so long hangs, such as on a dead disk. */
  static final Duration STUCK_AFTER = Duration.ofMinutes(1);

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private Health() {}

  /** The page. Any thread. */
  static Page page(Agent.View now) {
    List<String> stuck = now.stuck(STUCK_AFTER);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("status", stuck.isEmpty() ? "ok" : "stuck");
    tree.put("stuck", stuck);
    tree.put("lanes_in_trouble", inTrouble(now));
    return new Page(
        stuck.isEmpty() ? OK : UNAVAILABLE, "application/json", JsonTree.text(tree) + "\n");
  }

  /** In a line, for a service manager. Any thread. */
  static String line(Agent.View now, InForce.State configuration) {
    List<String> troubled = inTrouble(now);
    String lanes =
        troubled.isEmpty()
            ? "runs " + Shown.count(now.lanes().size(), "lane", "lanes")
            : "in trouble: " + String.join(", ", troubled) + "; see groundwatch status";
    return configuration.refused().isPresent()
        ? lanes + "; another configuration was refused, see the log"
        : lanes;
  }

  private static List<String> inTrouble(Agent.View now) {
    return now.lanes().entrySet().stream()
        .filter(lane -> isInTrouble(lane.getValue().status()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isInTrouble(LaneStatus lane) {
    return lane.troubles().stream().anyMatch(trouble -> trouble.lasts());
  }
}
