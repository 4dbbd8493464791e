package io.groundwatch.processor;

import io.groundwatch.config.ProcessorConfig.Parse;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.text.FieldParser;
import io.groundwatch.text.JsonFields;
import io.groundwatch.text.LinePattern;
import io.groundwatch.text.LogfmtFields;
import io.groundwatch.text.PatternFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a message apart into attributes, the event's time, and a shorter message. A message that is
 * not of the format passes as it is; it is counted, and said once a spell. Where a bound leaves out
 * a field or cuts one, the whole line stays the message, so that nothing of it is lost.
 */
final class ParseProcessor implements Processor, FieldParser.Sink {
  /** Fields of one message. */
  static final int MAX_FIELDS = 128;

  private static final Logger log = LoggerFactory.getLogger(ParseProcessor.class);
  private static final Duration SAY_AGAIN = Duration.ofHours(1);
  private static final byte[] SEVERITY = "severity".getBytes(StandardCharsets.UTF_8);

  private final FieldParser parser;
  private final FieldRoles roles;
  private final FieldTime times;
  private final boolean keepMessage;
  private final ProcessorMetrics metrics;
  private final Spell failures;
  private final AttributeSet fields = new AttributeSet();
  private int count;
  private boolean whole;

  private ParseProcessor(Parse config, FieldParser parser, ProcessorTools tools, Spell failures) {
    this.parser = parser;
    this.roles = FieldRoles.of(config);
    this.times = FieldTime.of(config, tools.timezone());
    this.keepMessage = config.keepMessage();
    this.metrics = tools.metrics();
    this.failures = failures;
  }

  static ParseProcessor of(Parse config, ProcessorTools tools) {
    Spell.Saying saying =
        (count, seconds) ->
            log.warn(
                "{}: {} records are not {}; they passed as they are, for {}.",
                tools.entry(),
                count,
                config.format().words(),
                tools.lane());
    return new ParseProcessor(
        config, parser(config), tools, new Spell(tools.time(), SAY_AGAIN, saying));
  }

  private static FieldParser parser(Parse config) {
    return switch (config.format()) {
      case JSON -> new JsonFields();
      case LOGFMT -> new LogfmtFields();
      case REGEX -> new PatternFields(LinePattern.compile(config.pattern().orElseThrow()));
    };
  }

  @Override
  public boolean process(EventDraft event) {
    fields.clear();
    count = 0;
    whole = true;
    if (parser.parse(event.bytes(), event.offset(), event.length(), this)) {
      takeTime(event);
      takeSeverity();
      take(event);
    } else {
      metrics.parseErrors().increment();
      failures.add();
    }
    return true;
  }

  @Override
  public void field(
      byte[] names, int nameAt, int nameLength, byte[] values, int valueAt, int valueLength) {
    whole &=
        count++ < MAX_FIELDS && fields.put(names, nameAt, nameLength, values, valueAt, valueLength);
  }

  @Override
  public void leftOut() {
    whole = false;
  }

  @Override
  public void idle() {
    failures.idle();
  }

  @Override
  public void finish() {
    failures.finish();
  }

  private void takeTime(EventDraft event) {
    int slot = roles.time(fields);
    if (slot != FieldRoles.NONE && times.read(fields, slot, event)) {
      fields.remove(slot);
    } else if (times.isExpected()) {
      metrics.untimed().increment();
    }
  }

  private void takeSeverity() {
    int slot = roles.severity(fields);
    if (slot != FieldRoles.NONE) {
      fields.setName(slot, SEVERITY, 0, SEVERITY.length);
    }
  }

  /** Gives the event the fields, and of them its message if that loses nothing of the line. */
  private void take(EventDraft event) {
    int slot = keepMessage || !whole ? FieldRoles.NONE : roles.message(fields);
    if (slot == FieldRoles.NONE) {
      whole &= event.attributes().putAll(fields);
    } else {
      takeMessage(event, slot, fields.nameLength(slot));
    }
    metrics.limited().add(whole ? 0 : 1);
  }

  private void takeMessage(EventDraft event, int slot, int nameLength) {
    fields.remove(slot);
    whole = event.attributes().putAll(fields);
    byte[] bytes = fields.bytes();
    int start = fields.valueStart(slot);
    int length = fields.valueLength(slot);
    if (whole) {
      event.message(bytes, start, length);
    } else {
      event.attributes().put(bytes, fields.nameStart(slot), nameLength, bytes, start, length);
    }
  }
}
