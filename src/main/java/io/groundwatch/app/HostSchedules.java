package io.groundwatch.app;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.input.host.CollectorSchedule;
import io.groundwatch.input.host.HostCollectors;
import io.groundwatch.input.host.HostRoots;
import io.groundwatch.model.Dimensions;
import io.groundwatch.runtime.TimeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Makes collectors, and keeps those that did not change: a collector remembers the sample before,
 * without which it cannot tell what happened since, and when it is due. Used by one thread, while
 * no input runs that has them. Not kept is one that still hangs on a thread of its own. Those of
 * procstat share what they read, so they are kept all or none.
 */
final class HostSchedules {
  private static final String PROCSTAT = "procstat";

  private final TimeSource time;
  private Map<Key, CollectorSchedule> kept = new HashMap<>();

  HostSchedules(TimeSource time) {
    this.time = time;
  }

  /** What a collector is made from. */
  private record Key(HostInputConfig input, String namespace, Dimensions base, HostRoots roots) {}

  /** The collectors of a section; those that are not asked for now are let go. */
  List<CollectorSchedule> of(MetricsSection section, Dimensions base, HostRoots roots) {
    List<Key> keys =
        section.inputs().stream()
            .map(input -> new Key(input, section.namespace(), base, roots))
            .toList();
    forget(keys);
    List<Key> added = keys.stream().filter(key -> !kept.containsKey(key)).toList();
    List<CollectorSchedule> opened = open(added, section.namespace(), base, roots);
    if (opened.size() != added.size()) {
      // Some are not served on this system, and nothing tells which: then none is kept.
      kept = new HashMap<>();
      return open(keys, section.namespace(), base, roots);
    }
    return together(keys, opened);
  }

  private void forget(List<Key> next) {
    kept.values().removeIf(schedule -> !schedule.isFree());
    if (!procstat(next).equals(procstat(kept.keySet()))) {
      kept.keySet().removeIf(HostSchedules::isProcstat);
    }
  }

  private static Set<Key> procstat(Collection<Key> keys) {
    return keys.stream().filter(HostSchedules::isProcstat).collect(Collectors.toSet());
  }

  private static boolean isProcstat(Key key) {
    return key.input().name().equals(PROCSTAT);
  }

  /** Each key's collector: the kept one, or the next of those that were opened. */
  private List<CollectorSchedule> together(List<Key> keys, List<CollectorSchedule> opened) {
    Map<Key, CollectorSchedule> now = new HashMap<>();
    List<CollectorSchedule> all = new ArrayList<>();
    int next = 0;
    for (Key key : keys) {
      CollectorSchedule known = kept.get(key);
      CollectorSchedule schedule = known != null ? known : opened.get(next++);
      all.add(schedule);
      if (Collections.frequency(keys, key) == 1) {
        now.put(key, schedule);
      }
    }
    kept = now;
    return all;
  }

  private List<CollectorSchedule> open(
      List<Key> keys, String namespace, Dimensions base, HostRoots roots) {
    return keys.isEmpty()
        ? List.of()
        : HostCollectors.open(keys.stream().map(Key::input).toList(), namespace, base, roots, time);
  }
}
