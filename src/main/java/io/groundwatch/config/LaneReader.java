package io.groundwatch.config;

import io.groundwatch.config.Fault.Severity;
import java.util.Optional;

/** Reads {@code batch}, {@code buffer} and {@code retry} of a destination. */
final class LaneReader {
  private static final long MIN_BATCH_BYTES = 1 << 10;
  private static final long MAX_BATCH_BYTES = 64 << 20;
  private static final int MAX_BATCH_RECORDS = 100_000;
  private static final long MIN_BUFFER_BYTES = 1 << 20;

  private LaneReader() {}

  static BatchSettings batch(ObjectReader destination) {
    Optional<ObjectReader> section = destination.object("batch");
    if (section.isEmpty()) {
      return BatchSettings.UNSET;
    }
    ObjectReader batch = section.get();
    BatchSettings settings =
        new BatchSettings(
            batch.size("max_bytes", MIN_BATCH_BYTES, MAX_BATCH_BYTES).map(Math::toIntExact),
            batch.integer("max_records", 1, MAX_BATCH_RECORDS),
            batch.duration("max_age"));
    batch.finish(Severity.ERROR);
    return settings;
  }

  static BufferSettings buffer(ObjectReader destination) {
    Optional<ObjectReader> section = destination.object("buffer");
    if (section.isEmpty()) {
      return BufferSettings.UNSET;
    }
    ObjectReader buffer = section.get();
    BufferSettings settings =
        new BufferSettings(
            buffer.size("max_bytes", MIN_BUFFER_BYTES, Long.MAX_VALUE),
            buffer.duration("max_age"),
            buffer.choice("when_full", Choices.WHEN_FULL));
    buffer.finish(Severity.ERROR);
    return settings;
  }

  static RetryConfig retry(ObjectReader destination) {
    Optional<ObjectReader> section = destination.object("retry");
    if (section.isEmpty()) {
      return new RetryConfig(RetryConfig.DEFAULT_INITIAL, RetryConfig.DEFAULT_MAX);
    }
    ObjectReader retry = section.get();
    RetryConfig config =
        new RetryConfig(
            retry.duration("initial").orElse(RetryConfig.DEFAULT_INITIAL),
            retry.duration("max").orElse(RetryConfig.DEFAULT_MAX));
    if (config.initial().compareTo(config.max()) > 0) {
      String key = retry.has("initial") ? "initial" : "max";
      retry.error(key, "initial is longer than max (expected: initial at most max)");
    }
    retry.finish(Severity.ERROR);
    return config;
  }

  /** What batch and buffer say must fit: a buffer that cannot hold one batch holds nothing. */
  static void checkTogether(DestinationConfig destination, ObjectReader reader) {
    int batchBytes = destination.batch().maxBytes().orElse(BatchConfig.DEFAULT_MAX_BYTES);
    Optional<Long> bufferBytes = destination.buffer().maxBytes();
    if (bufferBytes.isPresent() && bufferBytes.get() < batchBytes) {
      reader.error(
          "buffer",
          "max_bytes: %s (expected: at least batch.max_bytes, %s)"
              .formatted(SizeText.show(bufferBytes.get()), SizeText.show(batchBytes)));
    }
  }
}
