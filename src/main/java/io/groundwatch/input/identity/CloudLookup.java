package io.groundwatch.input.identity;

import io.groundwatch.config.DimensionPlaceholders;
import io.groundwatch.runtime.Backoff;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.runtime.Worker;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the metadata services until one has told what the configuration wants of it: one after the
 * other, again and again with growing pauses, for a network may come up late.
 *
 * <p>Owned by the thread {@code cloud}, which waits for answers, a few seconds at most a service.
 */
public final class CloudLookup implements Worker {
  private static final Logger log = LoggerFactory.getLogger(CloudLookup.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
  private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
  private static final String LINK_LOCAL = "http://169.254.169.254";

  private final Identity identity;
  private final Set<String> wanted;
  private final TimeSource time;
  private final Backoff pauses;
  private List<CloudService> services;
  private int next;
  private boolean told;
  private boolean said;
  private long dueNanos;

  /** Asks {@code services} for the placeholders that are {@code wanted}. */
  CloudLookup(
      Identity identity,
      Set<String> wanted,
      List<CloudService> services,
      TimeSource time,
      RandomGenerator random) {
    this.identity = identity;
    this.wanted = new TreeSet<>(wanted);
    this.services = List.copyOf(services);
    this.time = time;
    this.pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, random);
    this.dueNanos = time.nanos();
  }

  /**
   * Of the clouds that {@code wanted} may mean, at their usual addresses or where the variables say
   * that their own tools read: {@code AWS_EC2_METADATA_SERVICE_ENDPOINT}, {@code
   * GCE_METADATA_HOST}.
   */
  public static CloudLookup of(
      Identity identity,
      Set<String> wanted,
      Map<String, String> environment,
      TimeSource time,
      RandomGenerator random) {
    String aws = environment.getOrDefault("AWS_EC2_METADATA_SERVICE_ENDPOINT", LINK_LOCAL);
    String gce = environment.getOrDefault("GCE_METADATA_HOST", "");
    AwsMetadata ec2 = new AwsMetadata(URI.create(aws));
    boolean any = wanted.stream().anyMatch(w -> w.startsWith(DimensionPlaceholders.CLOUD));
    List<CloudService> services =
        any
            ? List.of(
                ec2,
                new AzureMetadata(URI.create(LINK_LOCAL)),
                new GcpMetadata(URI.create(gce.isEmpty() ? LINK_LOCAL : "http://" + gce)))
            : List.of(ec2);
    return new CloudLookup(identity, wanted, services, time, random);
  }

  /** Of the placeholders, those that a metadata service tells. */
  public static Set<String> among(Set<String> placeholders) {
    Set<String> wanted = new TreeSet<>(placeholders);
    wanted.removeIf(
        name ->
            !name.startsWith(DimensionPlaceholders.AWS)
                && !name.startsWith(DimensionPlaceholders.CLOUD));
    return wanted;
  }

  @Override
  public String name() {
    return "cloud";
  }

  /** Asks one service, if it is time to. */
  @Override
  public int work() {
    if (restNanos() > 0) {
      return 0;
    }
    CloudService service = services.get(next);
    try {
      learned(service, service.ask());
    } catch (IOException e) {
      log.debug("No metadata of {}: {}", service.name(), e.toString());
    }
    next++;
    if (next >= services.size()) {
      endOfRound();
    }
    return 1;
  }

  @Override
  public long restNanos() {
    if (told) {
      return DAY_NANOS;
    }
    return next > 0 ? 0 : Math.max(0, dueNanos - time.nanos());
  }

  @Override
  public void finish(long deadlineNanos) {
    log.debug("The cloud is no longer asked.");
  }

  /** One cloud runs this host, so no other is asked again. */
  private void learned(CloudService service, Map<String, String> facts) {
    identity.learn(facts);
    services = List.of(service);
    next = 0;
    told = missing().isEmpty();
    if (told) {
      log.info("The cloud told who this host is: {}", service.name());
    }
  }

  private void endOfRound() {
    identity.asked(wanted);
    next = 0;
    if (!told) {
      dueNanos = time.nanos() + FIRST_PAUSE.toNanos() + pauses.nextNanos();
      if (!said) {
        said = true;
        log.warn(
            "No metadata service tells {}. Until one does, dimensions that need it are left out, and"
                + " names of logs have the host's name as its instance's id.",
            String.join(", ", missing()));
      }
    }
  }

  private Set<String> missing() {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(identity.values().keySet());
    return missing;
  }
}
