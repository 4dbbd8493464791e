package io.groundwatch.config;

import io.groundwatch.config.BufferConfig.WhenFull;
import io.groundwatch.model.Compression;
import io.groundwatch.model.SignalKind;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One member of {@code destinations}: where signals go and how. Keeps what was written of its batch
 * and buffer, since their defaults depend on the kind of signal: see {@link #batch} and {@link
 * #buffer}.
 *
 * @param name also the name of its folders: letters, digits, dot, hyphen and underscore, at most
 *     64, and no dot first
 * @param type the protocol
 * @param url where to; absent where no request is sent, and for {@link Type#CLOUDWATCH} where it is
 *     AWS's own
 * @param signals the kinds that it takes; not empty
 * @param auth how requests are authenticated
 * @param tls certificates
 * @param compression of requests
 * @param batch what was written
 * @param buffer what was written
 * @param retry delays between attempts
 * @param timeout of one request
 * @param concurrency at most so many requests under way, for each kind of signal
 * @param maxBytesPerSecond at most so many bytes of batches sent, for each kind of signal; empty
 *     where there is no limit
 * @param headers of each request, beside those of {@code auth}
 * @param proxy through which requests go
 * @param protocol what only its type has
 */
public record DestinationConfig(
    String name,
    Type type,
    Optional<URI> url,
    Set<SignalKind> signals,
    Optional<AuthConfig> auth,
    TlsConfig tls,
    Compression compression,
    BatchSettings batch,
    BufferSettings buffer,
    RetryConfig retry,
    Duration timeout,
    int concurrency,
    Optional<Long> maxBytesPerSecond,
    Map<String, SecretRef> headers,
    ProxyConfig proxy,
    ProtocolConfig protocol) {
  /** Every receiver reads it. */
  public static final Compression DEFAULT_COMPRESSION = Compression.GZIP;

  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  /** Batches arrive in their order only where one is under way at a time. */
  public static final int DEFAULT_CONCURRENCY = 1;

  /** More would be more memory than an agent may take. */
  public static final int MAX_CONCURRENCY = 16;

  /** The protocols. */
  public enum Type {
    HTTP("http"),
    CLOUDWATCH("cloudwatch"),
    OTLP("otlp"),
    PROMETHEUS_REMOTE_WRITE("prometheus_remote_write"),
    LOKI("loki"),
    ELASTICSEARCH("elasticsearch"),
    INFLUXDB("influxdb"),
    SPLUNK("splunk"),
    PROMETHEUS("prometheus"),
    STDOUT("stdout");

    private final String key;

    Type(String key) {
      this.key = key;
    }

    /** The kinds that it can carry. */
    public Set<SignalKind> signals() {
      return switch (this) {
        case PROMETHEUS_REMOTE_WRITE, PROMETHEUS, INFLUXDB -> Set.of(SignalKind.METRICS);
        case LOKI -> Set.of(SignalKind.LOGS);
        default -> Set.of(SignalKind.values());
      };
    }

    /** Whether records go to an address, by requests of ours. */
    public boolean sendsRequests() {
      return this != STDOUT && this != PROMETHEUS;
    }

    /** Its name in the configuration. */
    public String key() {
      return key;
    }
  }

  /** Keeps its own copy. */
  public DestinationConfig {
    signals = Set.copyOf(signals);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** The same, with what only its type has filled in. */
  DestinationConfig with(ProtocolConfig filled) {
    return with(url, filled);
  }

  /** The same at an address that follows from the rest of it. */
  public DestinationConfig at(URI address) {
    return with(Optional.of(address), protocol);
  }

  private DestinationConfig with(Optional<URI> address, ProtocolConfig filled) {
    return new DestinationConfig(
        name,
        type,
        address,
        signals,
        auth,
        tls,
        compression,
        batch,
        buffer,
        retry,
        timeout,
        concurrency,
        maxBytesPerSecond,
        headers,
        proxy,
        filled);
  }

  /**
   * When this destination's lane for a kind closes a batch.
   *
   * @param sectionFlush the {@code force_flush_interval} of the section that feeds the lane
   */
  public BatchConfig batch(SignalKind kind, Optional<Duration> sectionFlush) {
    // A page that is looked at shows what is, so that samples do not wait for company.
    Duration usual =
        kind == SignalKind.LOGS || type == Type.PROMETHEUS
            ? BatchConfig.DEFAULT_MAX_AGE_LOGS
            : BatchConfig.DEFAULT_MAX_AGE_METRICS;
    return new BatchConfig(
        batch.maxBytes().orElse(BatchConfig.DEFAULT_MAX_BYTES),
        batch.maxRecords().orElse(BatchConfig.DEFAULT_MAX_RECORDS),
        batch.maxAge().or(() -> sectionFlush).orElse(usual),
        batch.maxBytes().isEmpty() && batch.maxRecords().isEmpty());
  }

  /**
   * The buffer of this destination's lane for a kind. Where {@link BufferSettings#maxBytes} is
   * empty, the size is the upper bound of a default that depends on the volume.
   */
  public BufferConfig buffer(SignalKind kind) {
    WhenFull usual = kind == SignalKind.LOGS ? WhenFull.BLOCK : WhenFull.DROP_OLDEST;
    return new BufferConfig(
        buffer.maxBytes().orElse(BufferConfig.DEFAULT_MAX_BYTES),
        buffer.maxAge().orElse(BufferConfig.DEFAULT_MAX_AGE),
        buffer.whenFull().orElse(usual));
  }
}
