package io.groundwatch.net;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * In which order the addresses of a name are tried: as the platform prefers them, but both families
 * in turn (RFC 8305 §4), and last those that failed, the longest ago first. So an address that
 * takes connections and never answers, or a family without a way out, costs one attempt and not
 * every one. Loop thread.
 */
final class AddressOrder {
  /** More than any name has; the oldest failure is forgotten past it. */
  private static final int MAX_FAILED = 64;

  private final Set<InetAddress> failed = new LinkedHashSet<>();

  List<InetAddress> of(List<InetAddress> found) {
    List<InetAddress> ordered = inTurn(found);
    ordered.removeIf(failed::contains);
    failed.stream().filter(found::contains).forEach(ordered::add);
    return ordered;
  }

  void failed(InetAddress address) {
    failed.remove(address);
    failed.add(address);
    if (failed.size() > MAX_FAILED) {
      failed.remove(failed.iterator().next());
    }
  }

  void worked(InetAddress address) {
    failed.remove(address);
  }

  private static List<InetAddress> inTurn(List<InetAddress> found) {
    Class<?> preferred = found.get(0).getClass();
    Deque<InetAddress> first = new ArrayDeque<>();
    Deque<InetAddress> second = new ArrayDeque<>();
    found.forEach(a -> (a.getClass() == preferred ? first : second).add(a));
    List<InetAddress> ordered = new ArrayList<>();
    while (!first.isEmpty() || !second.isEmpty()) {
      if (!first.isEmpty()) {
        ordered.add(first.remove());
      }
      if (!second.isEmpty()) {
        ordered.add(second.remove());
      }
    }
    return ordered;
  }
}
