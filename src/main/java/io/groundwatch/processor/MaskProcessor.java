package io.groundwatch.processor;

import io.groundwatch.config.ProcessorConfig.Mask;
import io.groundwatch.config.ProcessorConfig.Preset;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.text.CardNumberMatches;
import io.groundwatch.text.EmailMatches;
import io.groundwatch.text.Ipv4Matches;
import io.groundwatch.text.LinePattern;
import io.groundwatch.text.Replacement;
import io.groundwatch.text.TextMatches;
import io.groundwatch.text.TextReplacer;
import java.util.concurrent.atomic.LongAdder;

/**
 * Puts something else in the place of every match in an event: in its message, and in the names and
 * values of its attributes. So what a mask finds reaches no disk and no wire, wherever a processor
 * before it has put it. Each name and value is looked at by itself, and so is each piece of an
 * event that was cut.
 */
final class MaskProcessor implements Processor {
  private final TextReplacer inMessage;
  private final TextReplacer inAttributes;
  private final LongAdder masked;

  private MaskProcessor(TextMatches matches, Replacement replacement, LongAdder masked) {
    this.inMessage = new TextReplacer(matches, replacement);
    this.inAttributes = new TextReplacer(matches, replacement);
    this.masked = masked;
  }

  static MaskProcessor of(Mask config, ProcessorTools tools) {
    LongAdder masked = tools.metrics().masked();
    if (config.preset().isPresent()) {
      return new MaskProcessor(
          matches(config.preset().get()), Replacement.of(config.replacement()), masked);
    }
    LinePattern pattern = LinePattern.compile(config.pattern().orElseThrow());
    return new MaskProcessor(
        pattern.matches(), Replacement.of(config.replacement(), pattern), masked);
  }

  private static TextMatches matches(Preset preset) {
    return switch (preset) {
      case EMAIL -> new EmailMatches();
      case IPV4 -> new Ipv4Matches();
      case CREDIT_CARD -> new CardNumberMatches();
      case AWS_ACCESS_KEY ->
          LinePattern.compile("\\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\\b").matches();
      case BEARER_TOKEN -> LinePattern.compile("(?i)bearer[ \\t]+[a-z0-9._~+/=-]{8,}").matches();
      case JWT ->
          LinePattern.compile("eyJ[A-Za-z0-9_-]{5,}\\.eyJ[A-Za-z0-9_-]{5,}\\.[A-Za-z0-9_-]*")
              .matches();
    };
  }

  @Override
  public boolean process(EventDraft event) {
    boolean found = inMessage.replace(event.bytes(), event.offset(), event.length());
    if (found) {
      event.message(inMessage.bytes(), 0, inMessage.length());
    }
    found |= maskAttributes(event.attributes());
    masked.add(found ? 1 : 0);
    return true;
  }

  private boolean maskAttributes(AttributeSet attributes) {
    // What is in none of the texts is not in their arena either; mostly that spares them all.
    if (inAttributes.rulesOut(attributes.bytes(), 0, attributes.used())) {
      return false;
    }
    boolean found = false;
    for (int i = 0; i < attributes.slots(); i++) {
      if (attributes.has(i)) {
        found |= maskAttribute(attributes, i);
      }
    }
    return found;
  }

  private boolean maskAttribute(AttributeSet attributes, int slot) {
    boolean found =
        inAttributes.replace(
            attributes.bytes(), attributes.valueStart(slot), attributes.valueLength(slot));
    if (found) {
      attributes.setValue(slot, inAttributes.bytes(), 0, inAttributes.length());
    }
    if (inAttributes.replace(
        attributes.bytes(), attributes.nameStart(slot), attributes.nameLength(slot))) {
      attributes.setName(slot, inAttributes.bytes(), 0, inAttributes.length());
      found = true;
    }
    return found;
  }
}
