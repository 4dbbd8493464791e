package io.groundwatch.processor;

import io.groundwatch.config.ProcessorConfig.RateLimit;
import io.groundwatch.pipeline.AttributeSet;
import io.groundwatch.pipeline.EventDraft;
import io.groundwatch.pipeline.Processor;
import io.groundwatch.runtime.TimeSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets so many events a second pass, of all files of an entry together or of each value of an
 * attribute, and holds back the rest. Each lane has its own, since each reads the files itself, at
 * its own time. What is held back is counted, and said once a spell.
 */
final class RateLimitProcessor implements Processor {
  private static final Logger log = LoggerFactory.getLogger(RateLimitProcessor.class);
  private static final Duration SAY_AGAIN = Duration.ofMinutes(1);
  private static final String ALL = "";

  private final RateBuckets buckets;
  private final byte @Nullable [] key;
  private final TimeSource time;
  private final LongAdder dropped;
  private final Spell spell;

  private RateLimitProcessor(
      RateBuckets buckets, byte @Nullable [] key, ProcessorTools tools, Spell spell) {
    this.buckets = buckets;
    this.key = key;
    this.time = tools.time();
    this.dropped = tools.metrics().rateLimited();
    this.spell = spell;
  }

  static RateLimitProcessor of(RateLimit config, ProcessorTools tools) {
    String which = config.key().map(key -> " of one " + key).orElse("");
    Spell.Saying saying =
        (count, seconds) ->
            log.warn(
                "{} has more than {} records a second{}: {} were dropped for {} within {} s.",
                tools.entry(),
                config.recordsPerSecond(),
                which,
                count,
                tools.lane(),
                seconds);
    return new RateLimitProcessor(
        new RateBuckets(config.recordsPerSecond(), config.burst()),
        config.key().map(key -> key.getBytes(StandardCharsets.UTF_8)).orElse(null),
        tools,
        new Spell(tools.time(), SAY_AGAIN, saying));
  }

  @Override
  public boolean process(EventDraft event) {
    boolean passes = buckets.take(keyOf(event.attributes()), time.nanos());
    if (!passes) {
      dropped.increment();
      spell.add();
    }
    return passes;
  }

  @Override
  public void idle() {
    spell.idle();
  }

  @Override
  public void finish() {
    spell.finish();
  }

  private String keyOf(AttributeSet attributes) {
    int slot = key == null ? -1 : attributes.find(key);
    return slot < 0
        ? ALL
        : new String(
            attributes.bytes(),
            attributes.valueStart(slot),
            Math.min(attributes.valueLength(slot), RateBuckets.MAX_KEY_BYTES),
            StandardCharsets.UTF_8);
  }
}
