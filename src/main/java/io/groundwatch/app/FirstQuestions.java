package io.groundwatch.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The questions of {@code config init}. An answer that makes no sense is not taken for another one:
 * it is said what is expected, and asked again. An empty one, and the end of the input, stand for
 * what is usual.
 */
final class FirstQuestions {
  private static final String NONE = "none";
  private static final String STANDARD_OUTPUT = "standard output";
  private static final int MAX_SECONDS = 172_800;

  private final Terminal terminal;

  /** Where a person is. */
  interface Terminal {
    /** Shows {@code prompt} and waits for a line; empty at the end of the input. */
    Optional<String> ask(String prompt);

    /** Shows a line. */
    void say(String line);
  }

  FirstQuestions(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Asks all of them. */
  FirstConfig ask() {
    int seconds =
        answer(
            "Seconds between two samples of this host",
            String.valueOf(FirstConfig.DEFAULT_INTERVAL),
            FirstQuestions::seconds,
            "a number of seconds, from 1 to " + MAX_SECONDS);
    List<String> logs =
        answer(
            "Log files to read, as globs with blanks between",
            NONE,
            FirstQuestions::globs,
            "absolute paths, such as /var/log/*.log");
    Optional<String> url =
        answer(
            "Where to POST records (a URL)",
            STANDARD_OUTPUT,
            FirstQuestions::url,
            "an address such as https://collect.example.internal/ingest, or nothing");
    Optional<String> bearerFile =
        url.isEmpty()
            ? Optional.empty()
            : answer(
                "The file that holds the bearer token for it",
                NONE,
                FirstQuestions::file,
                "an absolute path, or nothing");
    return new FirstConfig(seconds, logs, url, bearerFile, Optional.empty());
  }

  /** Asks until {@code read} makes something of the answer. */
  private <T> T answer(
      String question, String usual, Function<String, Optional<T>> read, String expected) {
    while (true) {
      Optional<String> given = terminal.ask(question + " [" + usual + "]: ").map(String::strip);
      String answer = given.filter(text -> !text.isEmpty()).orElse(usual);
      Optional<T> understood = read.apply(answer);
      if (understood.isPresent()) {
        return understood.get();
      }
      terminal.say("  " + answer + " (expected: " + expected + ")");
    }
  }

  private static Optional<Integer> seconds(String text) {
    return Optional.of(text)
        .filter(digits -> digits.matches("[0-9]{1,6}"))
        .map(Integer::valueOf)
        .filter(seconds -> seconds >= 1 && seconds <= MAX_SECONDS);
  }

  private static Optional<List<String>> globs(String text) {
    if (text.equals(NONE)) {
      return Optional.of(List.of());
    }
    List<String> globs = new ArrayList<>(Arrays.asList(text.split("\\s+", -1)));
    return globs.stream().allMatch(glob -> glob.startsWith("/"))
        ? Optional.of(globs)
        : Optional.empty();
  }

  private static Optional<Optional<String>> url(String text) {
    if (text.equals(STANDARD_OUTPUT)) {
      return Optional.of(Optional.empty());
    }
    return isHttp(text) ? Optional.of(Optional.of(text)) : Optional.empty();
  }

  private static boolean isHttp(String text) {
    try {
      URI url = URI.create(text);
      String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      return List.of("http", "https").contains(scheme) && url.getHost() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<Optional<String>> file(String text) {
    if (text.equals(NONE)) {
      return Optional.of(Optional.empty());
    }
    return text.startsWith("/") ? Optional.of(Optional.of(text)) : Optional.empty();
  }
}
