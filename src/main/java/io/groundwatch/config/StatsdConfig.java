package io.groundwatch.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code metrics.metrics_collected.statsd}: a listener for StatsD.
 *
 * @param address where it listens
 * @param udp whether for UDP
 * @param tcp whether for TCP
 * @param collectionSeconds how often a gauge's value is noted
 * @param aggregationSeconds over which values are added up; 0 = over {@code collectionSeconds}
 * @param separator joins the parts of a name, in place of its dots
 * @param maxPending packets that may wait to be added up
 * @param receiveBufferBytes asked of the kernel for the UDP socket
 * @param percentiles of timings, histograms and distributions that are published beside them
 * @param rollUps sets of dimensions under which values are added up once more
 * @param dropOriginal metrics that are published under those sets alone
 * @param logGroup where events and service checks are filed as log records; absent = they are
 *     counted alone
 */
public record StatsdConfig(
    ListenAddress address,
    boolean udp,
    boolean tcp,
    int collectionSeconds,
    int aggregationSeconds,
    String separator,
    int maxPending,
    int receiveBufferBytes,
    List<Double> percentiles,
    List<Set<String>> rollUps,
    Set<String> dropOriginal,
    Optional<String> logGroup) {
  public static final int DEFAULT_COLLECTION_SECONDS = 10;
  public static final int DEFAULT_AGGREGATION_SECONDS = 60;
  public static final int DEFAULT_MAX_PENDING = 10_000;
  public static final int DEFAULT_RECEIVE_BUFFER_BYTES = 4 << 20;

  /** On loopback, where upstream listens on all interfaces. */
  public static final ListenAddress DEFAULT_ADDRESS = new ListenAddress("127.0.0.1", 8125);

  /** Keeps its own copies. */
  public StatsdConfig {
    percentiles = List.copyOf(percentiles);
    rollUps = rollUps.stream().map(Set::copyOf).toList();
    dropOriginal = Set.copyOf(dropOriginal);
  }

  /** How often series are handed over. */
  public int intervalSeconds() {
    return aggregationSeconds == 0 ? collectionSeconds : aggregationSeconds;
  }
}
