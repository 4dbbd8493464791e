package io.groundwatch.input.otlp;

import io.groundwatch.codec.ProtoSchema;
import java.util.Optional;

/** The two kinds of requests that are taken, each at a path of its own. */
enum Signal {
  LOGS("/v1/logs"),
  METRICS("/v1/metrics");

  private final String path;

  Signal(String path) {
    this.path = path;
  }

  /** That of a path. */
  static Optional<Signal> at(String path) {
    for (Signal one : values()) {
      if (one.path.equals(path)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** What requests are made of. */
  ProtoSchema schema() {
    return this == LOGS ? OtlpSchema.LOGS : OtlpSchema.METRICS;
  }
}
