package io.groundwatch.processor;

import io.groundwatch.config.ProcessorConfig.AddFields;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.LogPlaceholders;
import io.groundwatch.pipeline.Processor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives every event the same attributes; they replace those of the same name. */
final class AddFieldsProcessor implements Processor {
  private final AddFields config;
  private final LogPlaceholders host;
  private @Nullable Map<String, String> values;
  private AttributeSet fields = new AttributeSet();

  /**
   * Adds the fields of {@code config}.
   *
   * @param host what the placeholders in them stand for
   */
  AddFieldsProcessor(AddFields config, LogPlaceholders host) {
    this.config = config;
    this.host = host;
  }

  @Override
  public boolean process(EventDraft event) {
    Map<String, String> now = host.values();
    if (now != values) {
      values = now;
      fields = filled(now);
    }
    event.attributes().putAll(fields);
    return true;
  }

  private AttributeSet filled(Map<String, String> known) {
    AttributeSet filled = new AttributeSet();
    config.fields().forEach((name, value) -> filled.put(name, LogPlaceholders.fill(value, known)));
    return filled;
  }
}
