package io.groundwatch.processor;

import io.groundwatch.config.FileConfig;
import io.groundwatch.config.ProcessorConfig;
import io.groundwatch.config.ProcessorConfig.AddFields;
import io.groundwatch.config.ProcessorConfig.Drop;
import io.groundwatch.config.ProcessorConfig.Mask;
import io.groundwatch.config.ProcessorConfig.Parse;
import io.groundwatch.config.ProcessorConfig.RateLimit;
import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.runtime.TimeSource;
import io.groundwatch.telemetry.SelfMetrics;
import java.util.Optional;

/** Makes the processors of entries. A new kind is one more line in {@link #one}. */
public final class Processors {
  private final TimeSource time;
  private final SelfMetrics metrics;
  private final LogPlaceholders host;

  /**
   * Processors that use these clocks and count here.
   *
   * @param host what placeholders in added fields stand for
   */
  public Processors(TimeSource time, SelfMetrics metrics, LogPlaceholders host) {
    this.time = time;
    this.metrics = metrics;
    this.host = host;
  }

  /** What the events of an entry go through on their way to a lane; empty where that is nothing. */
  public Optional<Processor> of(FileConfig file, String lane) {
    if (file.processors().isEmpty()) {
      return Optional.empty();
    }
    ProcessorTools tools =
        new ProcessorTools(
            file.filePath(),
            lane,
            file.events().timestamps().timezone(),
            time,
            ProcessorMetrics.in(metrics, lane));
    return Optional.of(
        new ProcessorChain(file.processors().stream().map(each -> one(each, tools)).toList()));
  }

  private Processor one(ProcessorConfig config, ProcessorTools tools) {
    if (config instanceof Mask mask) {
      return MaskProcessor.of(mask, tools);
    }
    if (config instanceof AddFields add) {
      return new AddFieldsProcessor(add, host);
    }
    if (config instanceof Parse parse) {
      return ParseProcessor.of(parse, tools);
    }
    if (config instanceof Drop drop) {
      return DropProcessor.of(drop, tools);
    }
    return RateLimitProcessor.of((RateLimit) config, tools);
  }
}
