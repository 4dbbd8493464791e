package io.groundwatch.app;

import io.groundwatch.config.HostInputConfig;
import io.groundwatch.config.MetricsSection;
import io.groundwatch.input.host.CollectorSchedule;
import io.groundwatch.input.host.HostCollectors;
import io.groundwatch.input.host.HostRoots;
import io.groundwatch.model.Dimensions;
import io.groundwatch.runtime.TimeSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes collectors, and keeps those that did not change: a collector remembers the sample before,
 * without which it cannot tell what happened since. Used by one thread, while no input runs that
 * has them. Not kept are those that may hang on a thread of their own, and those of procstat, which
 * share what they read.
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
    List<Key> added = keys.stream().filter(key -> !kept.containsKey(key)).toList();
    List<CollectorSchedule> opened = open(added, section.namespace(), base, roots);
    if (opened.size() != added.size()) {
      // Some are not served on this system, and nothing tells which: then none is kept.
      kept = new HashMap<>();
      return open(keys, section.namespace(), base, roots);
    }
    return together(keys, opened);
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
      if (isKept(key, schedule) && Collections.frequency(keys, key) == 1) {
        now.put(key, schedule);
      }
    }
    kept = now;
    return all;
  }

  private static boolean isKept(Key key, CollectorSchedule schedule) {
    return !key.input().name().equals(PROCSTAT) && schedule.aside().isEmpty();
  }

  private List<CollectorSchedule> open(
      List<Key> keys, String namespace, Dimensions base, HostRoots roots) {
    return keys.isEmpty()
        ? List.of()
        : HostCollectors.open(keys.stream().map(Key::input).toList(), namespace, base, roots, time);
  }
}
