package io.groundwatch.input.journal;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where in a journal reading starts or goes on. */
sealed interface JournalPlace {
  /** As it is kept in a position. */
  String text();

  /** The option with which journalctl starts here; empty where it needs none. */
  Optional<String> option();

  /** At the oldest entry. */
  record Beginning() implements JournalPlace {
    private static final String TEXT = "head";

    @Override
    public String text() {
      return TEXT;
    }

    @Override
    public Optional<String> option() {
      return Optional.empty();
    }
  }

  /** At the first entry of this time or later, in microseconds since the epoch. */
  record Since(long micros) implements JournalPlace {
    private static final Pattern FORM = Pattern.compile("since=(\\d{1,17})");
    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);

    @Override
    public String text() {
      return "since=" + micros;
    }

    @Override
    public Optional<String> option() {
      return Optional.of(
          String.format(Locale.ROOT, "--since=@%d.%06d", micros / SECOND, micros % SECOND));
    }
  }

  /** After an entry. journalctl starts at it, so that it is seen whether it is still there. */
  record After(Cursor cursor) implements JournalPlace {
    @Override
    public String text() {
      return cursor.text();
    }

    @Override
    public Optional<String> option() {
      return Optional.of("--cursor=" + cursor.text());
    }
  }

  /** The place of this text; empty where there is none. */
  static Optional<JournalPlace> parse(String text) {
    if (text.equals(Beginning.TEXT)) {
      return Optional.of(new Beginning());
    }
    Matcher since = Since.FORM.matcher(text);
    if (since.matches()) {
      return Optional.of(new Since(Long.parseLong(since.group(1))));
    }
    return Cursor.parse(text).map(After::new);
  }
}
