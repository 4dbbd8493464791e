package io.groundwatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private final Logger root = Logger.getLogger("");
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(err, false, StandardCharsets.US_ASCII);
  private Handler[] handlersBefore = {};
  private Level levelBefore = Level.INFO;

  @BeforeEach
  void remember() {
    handlersBefore = root.getHandlers();
    levelBefore = root.getLevel();
  }

  @AfterEach
  void restore() {
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    for (Handler handler : handlersBefore) {
      root.addHandler(handler);
    }
    root.setLevel(levelBefore);
  }

  @Test
  void writesEachRecordAtOnceInUtf8WhateverTheLocale() {
    Logging.start(false, Map.of(), stream);

    LoggerFactory.getLogger("io.groundwatch.X").info("Grüße, {}.", "Ωmega");

    assertThat(said()).endsWith("X: Grüße, Ωmega.\n");
  }

  @Test
  void noHeadersOfRequestsAreSaidAtDebug() {
    Logging.start(true, Map.of(), stream);
    LoggerFactory.getLogger("sun.net.www.protocol.http.HttpURLConnection").debug("a token");

    assertThat(said()).isEmpty();
  }

  @Test
  void saysDebugOnlyWhenAsked() {
    Logging.start(false, Map.of(), stream);
    LoggerFactory.getLogger("io.groundwatch.X").debug("Hidden.");
    Logging.start(true, Map.of(), stream);
    LoggerFactory.getLogger("io.groundwatch.X").debug("Shown.");

    assertThat(said()).doesNotContain("Hidden.").containsOnlyOnce("Shown.");
  }

  @Test
  void keepsLibrariesQuietEvenInDebugMode() {
    Logging.start(true, Map.of(), stream);
    System.gc();

    LoggerFactory.getLogger("io.netty.util.X").info("Chatter.");
    LoggerFactory.getLogger("oshi.X").warn("Trouble.");

    assertThat(said()).doesNotContain("Chatter.").contains("Trouble.");
  }

  @Test
  void writesPrioritiesWhereTheJournalReads() {
    Logging.start(false, Map.of("JOURNAL_STREAM", "8:12345"), stream);

    LoggerFactory.getLogger("io.groundwatch.X").error("Failed.");

    assertThat(said()).startsWith("<3>").endsWith(" X: Failed.\n");
  }

  /** In a JVM of its own, since a manager is chosen before the first logger is made. */
  @Test
  void saysLastWordsAfterTheShutdownTookTheHandlersAway() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.manager=" + LastingLog.class.getName(),
                "-cp",
                System.getProperty("java.class.path"),
                LastWords.class.getName())
            .redirectErrorStream(true)
            .start();

    assertThat(read(process)).endsWith("LastWords: Goodbye.\n");
    assertThat(process.waitFor()).isZero();
  }

  private static String read(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Does at once what the JVM does at a shutdown, then speaks. */
  static final class LastWords {
    private LastWords() {}

    public static void main(String[] args) {
      Logging.start(false, Map.of(), System.err);
      LogManager.getLogManager().reset();
      LoggerFactory.getLogger(LastWords.class).info("Goodbye.");
    }
  }
}
