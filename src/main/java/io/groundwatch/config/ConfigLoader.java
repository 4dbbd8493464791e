package io.groundwatch.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds, reads and checks a configuration. Every fault is reported at once; a configuration with an
 * error is never returned, and nothing stands in for it. Called by the main thread, without state.
 */
public final class ConfigLoader {
  /** Far larger than any configuration: 16 MiB. */
  public static final int MAX_BYTES = 16 << 20;

  /** The environment variable that may hold a whole configuration. */
  public static final String CONTENT_VARIABLE = "GROUNDWATCH_CONFIG_CONTENT";

  /** Below the root of the file system. */
  private static final String SYSTEM_FILE = "etc/groundwatch/config.json";

  /** Its files are to be merged some day; until then none may be passed over in silence. */
  private static final String SYSTEM_FOLDER = "etc/groundwatch/config.d";

  private ConfigLoader() {}

  /**
   * The first configuration that exists, in this order: the files given, {@link #CONTENT_VARIABLE},
   * {@code /etc/groundwatch/config.json}. Nothing is merged.
   *
   * @param given on the command line; one for now
   * @param environment of the process
   * @param root of the file system
   * @return empty where there is no configuration at all
   * @throws ConfigException where the first that exists has an error
   */
  public static Optional<LoadedConfig> find(
      List<Path> given, Map<String, String> environment, Path root) throws ConfigException {
    if (given.size() > 1) {
      throw refused("--config", given.size() + " files (expected: one file)");
    }
    if (!given.isEmpty()) {
      return Optional.of(load(given.get(0)));
    }
    String content = environment.get(CONTENT_VARIABLE);
    if (content != null) {
      return Optional.of(parse(CONTENT_VARIABLE, content.getBytes(StandardCharsets.UTF_8)));
    }
    Path systemFile = root.resolve(SYSTEM_FILE);
    refuseFilesIn(root.resolve(SYSTEM_FOLDER), systemFile);
    // A link to nowhere or a folder that may not be entered is a fault, not an absence.
    return Files.notExists(systemFile, LinkOption.NOFOLLOW_LINKS)
        ? Optional.empty()
        : Optional.of(load(systemFile));
  }

  /**
   * Reads and checks one file.
   *
   * @throws ConfigException where it cannot be read or has an error
   */
  public static LoadedConfig load(Path file) throws ConfigException {
    return parse(file.toString(), bytes(file));
  }

  /**
   * Checks a text.
   *
   * @param name that the faults carry
   * @param json in UTF-8
   * @throws ConfigException where it has an error
   */
  public static LoadedConfig parse(String name, byte[] json) throws ConfigException {
    Faults faults = new Faults(name);
    Optional<AgentConfig> config =
        text(json, faults)
            .flatMap(text -> ConfigParser.parse(text, faults))
            .flatMap(document -> ObjectReader.of(document, faults))
            .map(new AgentConfigReader(faults)::read);
    if (faults.hasErrors() || config.isEmpty()) {
      throw new ConfigException(faults.all());
    }
    return new LoadedConfig(config.get(), faults.warnings());
  }

  private static Optional<String> text(byte[] json, Faults faults) {
    if (json.length > MAX_BYTES) {
      faults.error(Place.FILE, "too large (expected: at most " + SizeText.show(MAX_BYTES) + ")");
      return Optional.empty();
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      faults.error(Place.FILE, "not UTF-8 (expected: JSON in UTF-8)");
      return Optional.empty();
    }
  }

  private static byte[] bytes(Path file) throws ConfigException {
    if (Files.isDirectory(file)) {
      throw refused(file.toString(), "is a folder (expected: a file)");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw refused(file.toString(), "no such file (expected: a JSON file)");
    } catch (AccessDeniedException e) {
      throw refused(
          file.toString(), "may not be read by this user (expected: a file that it may read)");
    } catch (IOException e) {
      throw refused(file.toString(), "cannot be read: " + reason(e));
    }
  }

  private static void refuseFilesIn(Path folder, Path systemFile) throws ConfigException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      if (files.iterator().hasNext()) {
        throw refused(
            folder.toString(),
            "holds files, which this version does not merge (expected: all in " + systemFile + ")");
      }
    } catch (IOException e) {
      throw refused(folder.toString(), "cannot be read: " + reason(e));
    }
  }

  /** The reason without the path, which a fault has already. */
  private static String reason(IOException e) {
    String reason = e instanceof FileSystemException failed ? failed.getReason() : null;
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static ConfigException refused(String file, String message) {
    Faults faults = new Faults(file);
    faults.error(Place.FILE, message);
    return new ConfigException(faults.all());
  }
}
