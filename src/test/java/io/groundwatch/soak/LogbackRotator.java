package io.groundwatch.soak;

import ch.qos.logback.core.ContextBase;
import ch.qos.logback.core.encoder.EchoEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Random;

/**
 * Logback's rolling appender, which renames by a fixed window and, where asked to, compresses at
 * once.
 */
final class LogbackRotator implements Rotator {
  private static final int MAX_WINDOW = 20;

  private final String name;
  private final Ledger ledger;
  private final Random random;
  private final ContextBase context = new ContextBase();
  private final RollingFileAppender<String> appender = new RollingFileAppender<>();
  private final CountingPolicy policy = new CountingPolicy();

  /** Counts how often it is asked to roll. */
  private static final class CountingPolicy extends FixedWindowRollingPolicy {
    private int rotations;

    @Override
    public void rollover() {
      rotations++;
      super.rollover();
    }
  }

  LogbackRotator(
      String name, String rolledSuffix, Path folder, int bytesAFile, Ledger ledger, Random random) {
    this.name = name;
    this.ledger = ledger;
    this.random = random;
    policy.setContext(context);
    policy.setParent(appender);
    policy.setMinIndex(1);
    policy.setMaxIndex(MAX_WINDOW);
    policy.setFileNamePattern(folder.resolve("app.%i.log" + rolledSuffix).toString());
    SizeBasedTriggeringPolicy<String> trigger = new SizeBasedTriggeringPolicy<>();
    trigger.setContext(context);
    trigger.setMaxFileSize(new FileSize(bytesAFile));
    trigger.setCheckIncrement(Duration.buildByMilliseconds(1));
    EchoEncoder<String> encoder = new EchoEncoder<>();
    encoder.setContext(context);
    appender.setContext(context);
    appender.setFile(folder.resolve("app.log").toString());
    appender.setRollingPolicy(policy);
    appender.setTriggeringPolicy(trigger);
    appender.setEncoder(encoder);
    policy.start();
    trigger.start();
    encoder.start();
    appender.start();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String pattern() {
    return "app.log";
  }

  @Override
  public void step() {
    for (int i = 1 + random.nextInt(20); i > 0; i--) {
      appender.doAppend(ledger.nextLine(name, "x".repeat(random.nextInt(150))));
    }
  }

  @Override
  public void finish() {
    appender.stop();
    context.stop();
  }

  @Override
  public int rotations() {
    return policy.rotations;
  }
}
