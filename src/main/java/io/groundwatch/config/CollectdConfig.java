package io.groundwatch.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code metrics.metrics_collected.collectd}: a listener for collectd's network protocol.
 *
 * @param address where it listens, for UDP
 * @param namePrefix what names of metrics begin with
 * @param authFile users and passwords, for signed and encrypted packets
 * @param security what is asked of a sender
 * @param typesDb files that name the values of types; absent = collectd's own place
 * @param aggregationSeconds over which values are put together; 0 = not at all
 * @param appendDimensions of each of its metrics
 * @param rollUps sets of dimensions under which values are put together once more
 * @param dropOriginal metrics that are published under those sets alone
 * @param logGroup where notifications are filed as log records; absent = they are counted alone
 */
public record CollectdConfig(
    ListenAddress address,
    String namePrefix,
    Path authFile,
    Security security,
    Optional<List<Path>> typesDb,
    int aggregationSeconds,
    Map<String, String> appendDimensions,
    List<Set<String>> rollUps,
    Set<String> dropOriginal,
    Optional<String> logGroup) {
  public static final ListenAddress DEFAULT_ADDRESS = new ListenAddress("127.0.0.1", 25_826);
  public static final String DEFAULT_PREFIX = "collectd_";
  public static final Path DEFAULT_AUTH_FILE = Path.of("/etc/collectd/auth_file");
  public static final int DEFAULT_AGGREGATION_SECONDS = 60;

  /** What a packet must be to be taken; each takes what the next asks for too. */
  public enum Security {
    NONE,
    SIGN,
    ENCRYPT
  }

  /** Keeps its own copies. */
  public CollectdConfig {
    typesDb = typesDb.map(List::copyOf);
    appendDimensions = Map.copyOf(appendDimensions);
    rollUps = rollUps.stream().map(Set::copyOf).toList();
    dropOriginal = Set.copyOf(dropOriginal);
  }
}
