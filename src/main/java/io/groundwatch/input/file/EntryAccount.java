package io.groundwatch.input.file;

import io.groundwatch.model.LogOrigin;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * What one entry makes of a path.
 *
 * @param verdict whether it reads the file
 * @param detail what more there is to say of the verdict, such as which glob
 * @param origin where its lines are filed, if it is read
 * @param charset that it is in, if it is read
 * @param unreadable why it cannot be opened, though it is to be read
 * @param doubt what its first bytes say against its being a text in that charset
 */
public record EntryAccount(
    Verdict verdict,
    Optional<String> detail,
    Optional<LogOrigin> origin,
    Optional<Charset> charset,
    Optional<String> unreadable,
    Optional<String> doubt) {

  static EntryAccount of(Verdict verdict, Optional<String> detail) {
    return new EntryAccount(
        verdict, detail, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  static EntryAccount read(LogOrigin origin, Charset charset, Optional<String> doubt) {
    return new EntryAccount(
        Verdict.READ,
        Optional.empty(),
        Optional.of(origin),
        Optional.of(charset),
        Optional.empty(),
        doubt);
  }

  static EntryAccount unreadable(LogOrigin origin, String why) {
    return new EntryAccount(
        Verdict.READ,
        Optional.empty(),
        Optional.of(origin),
        Optional.empty(),
        Optional.of(why),
        Optional.empty());
  }
}
