package io.groundwatch.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** One text of a configuration. */
sealed interface ConfigSource {
  /** Far larger than any configuration: 16 MiB. */
  int MAX_BYTES = 16 << 20;

  /** What faults call it: the file's name, or that of the environment variable that held it. */
  String name();

  /** Its bytes; empty, with a fault, where it cannot be read. */
  Optional<byte[]> bytes(Faults faults);

  /** A text that is another one when it was changed. */
  String stamp();

  /** Its text; empty, with a fault, where it cannot be read or is no text. */
  default Optional<String> text(Faults faults) {
    return bytes(faults).flatMap(json -> decoded(json, faults));
  }

  private Optional<String> decoded(byte[] json, Faults faults) {
    Place whole = Place.whole(name());
    if (json.length > MAX_BYTES) {
      faults.error(whole, "too large (expected: at most " + SizeText.show(MAX_BYTES) + ")");
      return Optional.empty();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      faults.error(whole, "not UTF-8 (expected: JSON in UTF-8)");
      return Optional.empty();
    }
  }

  /** A file. */
  record OfFile(Path file) implements ConfigSource {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public String stamp() {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return String.join(
            " ",
            name(),
            String.valueOf(now.fileKey()),
            Long.toString(now.size()),
            now.lastModifiedTime().toString());
      } catch (IOException e) {
        return name() + " " + reason(e);
      }
    }

    @Override
    public Optional<byte[]> bytes(Faults faults) {
      Place whole = Place.whole(name());
      if (Files.isDirectory(file)) {
        faults.error(whole, "is a folder (expected: a file)");
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file)) {
        return Optional.of(in.readNBytes(MAX_BYTES + 1));
      } catch (NoSuchFileException e) {
        faults.error(whole, "no such file (expected: a JSON file)");
      } catch (AccessDeniedException e) {
        faults.error(whole, "may not be read by this user (expected: a file that it may read)");
      } catch (IOException e) {
        faults.error(whole, "cannot be read: " + reason(e));
      }
      return Optional.empty();
    }
  }

  /** What is at hand, such as the value of an environment variable. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  record OfBytes(String name, byte[] json) implements ConfigSource {
    static OfBytes text(String name, String text) {
      return new OfBytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String stamp() {
      return name;
    }

    @Override
    public Optional<byte[]> bytes(Faults faults) {
      return Optional.of(json);
    }
  }

  /** The reason without the path, which a fault has already. */
  static String reason(IOException e) {
    String reason = e instanceof FileSystemException failed ? failed.getReason() : null;
    return reason == null ? e.getClass().getSimpleName() : reason;
  }
}
