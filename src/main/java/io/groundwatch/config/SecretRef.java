package io.groundwatch.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is to be found. Read it when it is needed and not before, so that a secret that
 * was changed on disk is found at the next attempt. No {@code toString} shows a secret.
 */
public sealed interface SecretRef {
  /** Longer than any token. */
  int MAX_BYTES = 64 * 1024;

  /**
   * The secret. Called by the thread that opens the output.
   *
   * @param environment of the process
   * @throws IOException where there is none, or it cannot be part of a header (RFC 9110 §5.5); the
   *     message names the place and not the secret
   */
  String read(Map<String, String> environment) throws IOException;

  /** The content of a file, without the white space around it. */
  record OfFile(Path file) implements SecretRef {
    @Override
    public String read(Map<String, String> environment) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
          throw new IOException(file + ": too large for a secret (expected: at most 64KiB)");
        }
        return checked(new String(bytes, StandardCharsets.UTF_8).strip(), file.toString());
      }
    }
  }

  /** The value of an environment variable. */
  record OfEnvironment(String variable) implements SecretRef {
    @Override
    public String read(Map<String, String> environment) throws IOException {
      return checked(environment.getOrDefault(variable, "").strip(), "variable " + variable);
    }
  }

  /** A text in which each {@code ${env:NAME}} stands for the value of a variable. */
  record OfText(String template) implements SecretRef {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)}");

    @Override
    public String read(Map<String, String> environment) throws IOException {
      StringBuilder text = new StringBuilder();
      Matcher matcher = VARIABLE.matcher(template);
      while (matcher.find()) {
        String value = new OfEnvironment(matcher.group(1)).read(environment);
        matcher.appendReplacement(text, Matcher.quoteReplacement(value));
      }
      matcher.appendTail(text);
      return checked(text.toString(), "a header's value");
    }

    /** Whether it stands for itself. */
    public boolean isPlain() {
      return !VARIABLE.matcher(template).find();
    }

    /** Whether the whole text is one variable. */
    static boolean isVariable(String text) {
      return VARIABLE.matcher(text).matches();
    }

    /** Whether a placeholder is left that stands for no variable. */
    static boolean hasOtherPlaceholder(String text) {
      return VARIABLE.matcher(text).replaceAll("").contains("${");
    }

    /** The variable that the whole text is. */
    static SecretRef variable(String text) {
      return new OfEnvironment(text.substring("${env:".length(), text.length() - 1));
    }

    @Override
    public String toString() {
      return "OfText[***]";
    }
  }

  private static String checked(String secret, String place) throws IOException {
    if (secret.isEmpty()) {
      throw new IOException(place + ": empty or not set (expected: a secret)");
    }
    if (secret.chars().anyMatch(Character::isISOControl)) {
      throw new IOException(place + ": more than one line (expected: a secret on one line)");
    }
    return secret;
  }
}
