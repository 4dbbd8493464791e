package io.groundwatch.processor;

import io.groundwatch.config.ProcessorConfig.AddFields;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.Processor;

/** Gives every event the same attributes; they replace those of the same name. */
final class AddFieldsProcessor implements Processor {
  private final AttributeSet fields = new AttributeSet();

  AddFieldsProcessor(AddFields config) {
    config.fields().forEach(fields::put);
  }

  @Override
  public boolean process(EventDraft event) {
    event.attributes().putAll(fields);
    return true;
  }
}
