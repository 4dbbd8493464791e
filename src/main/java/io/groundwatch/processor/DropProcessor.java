package io.groundwatch.processor;

import io.groundwatch.config.ProcessorConfig.Drop;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.text.LineCheck;
import io.groundwatch.text.LinePattern;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Holds back the events in which a pattern is found, unless another one is found too. Both look
 * into the message, or into an attribute, and nothing is found in one that is not there.
 */
final class DropProcessor implements Processor {
  private static final LineCheck ALWAYS = (bytes, offset, length) -> true;
  private static final LineCheck NEVER = (bytes, offset, length) -> false;

  private final LineCheck found;
  private final LineCheck unless;
  private final byte @Nullable [] attribute;
  private final LongAdder dropped;

  private DropProcessor(
      LineCheck found, LineCheck unless, byte @Nullable [] attribute, LongAdder dropped) {
    this.found = found;
    this.unless = unless;
    this.attribute = attribute;
    this.dropped = dropped;
  }

  static DropProcessor of(Drop config, ProcessorTools tools) {
    return new DropProcessor(
        config.pattern().<LineCheck>map(LinePattern::compile).orElse(ALWAYS),
        config.unlessPattern().<LineCheck>map(LinePattern::compile).orElse(NEVER),
        config.attribute().map(name -> name.getBytes(StandardCharsets.UTF_8)).orElse(null),
        tools.metrics().dropped());
  }

  @Override
  public boolean process(EventDraft event) {
    boolean drops =
        attribute == null
            ? drops(event.bytes(), event.offset(), event.length())
            : drops(event.attributes(), attribute);
    dropped.add(drops ? 1 : 0);
    return !drops;
  }

  private boolean drops(AttributeSet attributes, byte[] name) {
    int slot = attributes.find(name);
    return slot < 0
        ? found == ALWAYS
        : drops(attributes.bytes(), attributes.valueStart(slot), attributes.valueLength(slot));
  }

  private boolean drops(byte[] bytes, int offset, int length) {
    return found.find(bytes, offset, length) && !unless.find(bytes, offset, length);
  }
}
