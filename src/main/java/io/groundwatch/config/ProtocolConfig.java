package io.groundwatch.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a destination says that only its type has. */
public sealed interface ProtocolConfig {
  /** Of {@code http}. */
  record Http(Format format) implements ProtocolConfig {
    /** What a body is. */
    public enum Format {
      /** A record a line. */
      NDJSON("ndjson"),
      /** One array of records. */
      JSON("json");

      private final String key;

      Format(String key) {
        this.key = key;
      }

      /** Its name in the configuration. */
      public String key() {
        return key;
      }
    }
  }

  /** Of the types that have nothing of their own. */
  record Plain() implements ProtocolConfig {}

  /**
   * Of {@code cloudwatch}.
   *
   * @param region of AWS; empty = what the environment, the shared files or the instance say
   * @param dualStack whether the endpoints are those that IPv6 reaches too
   * @param fips whether the endpoints are those with validated TLS
   * @param groups how log groups are made, by the entries under {@code logs_collected}
   */
  record CloudWatch(Optional<String> region, boolean dualStack, boolean fips, List<LogGroup> groups)
      implements ProtocolConfig {
    /** Keeps its own copy. */
    public CloudWatch {
      groups = List.copyOf(groups);
    }
  }

  /**
   * Of {@code otlp}.
   *
   * @param host whose signals these are
   */
  record Otlp(Encoding encoding, Host host) implements ProtocolConfig {}

  /**
   * Of {@code prometheus_remote_write}.
   *
   * @param labels of every series
   */
  record RemoteWrite(Version version, Map<String, String> labels) implements ProtocolConfig {
    /** Keeps its own copy. */
    public RemoteWrite {
      labels = Map.copyOf(labels);
    }

    /** The version of the protocol. */
    public enum Version {
      AUTO("auto"),
      V1("1.0"),
      V2("2.0");

      private final String key;

      Version(String key) {
        this.key = key;
      }

      /** Its name in the configuration. */
      public String key() {
        return key;
      }
    }
  }

  /**
   * Of {@code prometheus}.
   *
   * @param listen where the page is served
   * @param labels of every series
   */
  record Scrape(ListenAddress listen, Map<String, String> labels) implements ProtocolConfig {
    /** Keeps its own copy. */
    public Scrape {
      labels = Map.copyOf(labels);
    }
  }

  /**
   * Of {@code loki}.
   *
   * @param labels of every line
   * @param labelsFrom attributes that make labels too
   * @param structuredMetadata whether all else that is known of a line goes with it
   * @param host whose lines these are
   */
  record Loki(
      Encoding encoding,
      Map<String, String> labels,
      List<String> labelsFrom,
      boolean structuredMetadata,
      Host host)
      implements ProtocolConfig {
    /** Keeps its own copies. */
    public Loki {
      labels = Map.copyOf(labels);
      labelsFrom = List.copyOf(labelsFrom);
    }
  }

  /**
   * Of {@code elasticsearch}.
   *
   * @param index the name of a data stream or an index; empty = a data stream by the kind of signal
   * @param host whose lines these are
   */
  record Elasticsearch(Optional<String> index, Host host) implements ProtocolConfig {}

  /** Of {@code influxdb}: where points go, by the generation of the server. */
  sealed interface Influx extends ProtocolConfig {
    /**
     * Version 1, and what takes its writes.
     *
     * @param retentionPolicy empty = the database's own
     */
    record V1(String database, Optional<String> retentionPolicy) implements Influx {}

    /** Version 2. */
    record V2(String org, String bucket) implements Influx {}

    /** Version 3. */
    record V3(String database) implements Influx {}
  }

  /**
   * Of {@code splunk}.
   *
   * @param index empty = the token's default
   * @param sourcetype empty = the token's default
   * @param acknowledgement whether events count as delivered only once they are indexed
   * @param host whose events these are
   */
  record Splunk(
      Optional<String> index, Optional<String> sourcetype, boolean acknowledgement, Host host)
      implements ProtocolConfig {}

  /** How messages are encoded, where a protocol has two ways. */
  enum Encoding {
    PROTOBUF("protobuf"),
    JSON("json");

    private final String key;

    Encoding(String key) {
      this.key = key;
    }

    /** Its name in the configuration. */
    public String key() {
      return key;
    }
  }

  /**
   * What is said of this host under {@code agent}.
   *
   * @param name empty = what it calls itself
   * @param root where the host's files are seen, from a container
   */
  record Host(Optional<String> name, Optional<Path> root) {
    /** Nothing said. */
    static final Host UNSET = new Host(Optional.empty(), Optional.empty());
  }

  /**
   * How a log group is made.
   *
   * @param name as it is written, with its placeholders
   * @param retentionInDays for how long it keeps lines; empty for the service's default
   * @param groupClass {@code STANDARD} or {@code INFREQUENT_ACCESS}; empty for the default
   */
  record LogGroup(String name, Optional<Integer> retentionInDays, Optional<String> groupClass) {}
}
