package io.groundwatch.app;

import static io.groundwatch.config.NamePlaceholders.ACCOUNT_ID;
import static io.groundwatch.config.NamePlaceholders.AWS_REGION;
import static io.groundwatch.config.NamePlaceholders.HOSTNAME;
import static io.groundwatch.config.NamePlaceholders.INSTANCE_ID;
import static io.groundwatch.config.NamePlaceholders.IP_ADDRESS;
import static io.groundwatch.config.NamePlaceholders.LOCAL_HOSTNAME;

import io.groundwatch.config.AgentSection;
import io.groundwatch.config.DimensionPlaceholders;
import io.groundwatch.input.identity.Identity;
import io.groundwatch.pipeline.LogPlaceholders;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands in braces in log group and stream names and in added fields, and is the same for all
 * files. Of an EC2 instance its metadata service tells some, and until it does, as well as off the
 * cloud, they have their usual values. Upstream's for the instance's id is {@code i-UNKNOWN}, under
 * which all hosts would share a stream; here it is the host's name.
 */
final class Placeholders implements LogPlaceholders {
  private static final String UNKNOWN_REGION = "UNKNOWN-REGION";
  private static final String UNKNOWN_ACCOUNT = "UNKNOWN-ACCOUNT";

  private final Map<String, String> usual;
  private final Map<String, String> told;
  private final Identity identity;
  private volatile Filled filled;

  /** What each stands for while this is known of the host. */
  private record Filled(Map<String, String> known, Map<String, String> values) {}

  private Placeholders(Map<String, String> usual, Map<String, String> told, Identity identity) {
    this.usual = usual;
    this.told = told;
    this.identity = identity;
    this.filled = new Filled(Map.of(), usual);
  }

  /**
   * Of this host.
   *
   * @param address its own, as others reach it
   * @param identity where what the cloud tells is found
   */
  static Placeholders of(
      String hostname,
      String address,
      AgentSection agent,
      Map<String, String> environment,
      Identity identity) {
    Optional<String> region =
        agent.region().or(() -> Optional.ofNullable(environment.get("AWS_REGION")));
    Map<String, String> told = new HashMap<>();
    told.put(INSTANCE_ID, DimensionPlaceholders.AWS_INSTANCE_ID);
    told.put(ACCOUNT_ID, DimensionPlaceholders.AWS_ACCOUNT_ID);
    if (region.isEmpty()) {
      told.put(AWS_REGION, DimensionPlaceholders.AWS_REGION);
    }
    Map<String, String> usual =
        Map.of(
            HOSTNAME,
            hostname,
            LOCAL_HOSTNAME,
            hostname,
            IP_ADDRESS,
            address,
            INSTANCE_ID,
            hostname,
            AWS_REGION,
            region.orElse(UNKNOWN_REGION),
            ACCOUNT_ID,
            UNKNOWN_ACCOUNT);
    return new Placeholders(usual, Map.copyOf(told), identity);
  }

  @Override
  public Map<String, String> values() {
    Filled now = filled;
    Map<String, String> known = identity.values();
    if (now.known() != known) {
      Map<String, String> values = new HashMap<>(usual);
      told.forEach(
          (name, fact) -> {
            if (known.containsKey(fact)) {
              values.put(name, known.get(fact));
            }
          });
      // The same object goes on where what is new is of no use here.
      now = new Filled(known, values.equals(now.values()) ? now.values() : Map.copyOf(values));
      filled = now;
    }
    return now.values();
  }

  /** What each stands for where nobody else tells. */
  Map<String, String> usual() {
    return usual;
  }

  /** What the cloud may tell of these texts, by the names of an identity. */
  Set<String> wanted(Stream<String> texts) {
    return texts
        .flatMap(text -> told.keySet().stream().filter(text::contains))
        .map(told::get)
        .collect(Collectors.toUnmodifiableSet());
  }
}
