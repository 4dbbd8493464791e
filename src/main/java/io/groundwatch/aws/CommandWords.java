package io.groundwatch.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a command into its words as a POSIX shell would, and does nothing else that a shell does:
 * no variables, no {@code ~}, no patterns, no pipes. So AWS's command line tool and boto3 do it,
 * and AWS's guide asks for no more. Single quotes keep all, double quotes let a backslash stand
 * before a quote or another backslash. Owned by one thread.
 */
final class CommandWords {
  private static final String ESCAPED_IN_QUOTES = "\"\\";

  private final String text;
  private final List<String> words = new ArrayList<>();
  private @Nullable StringBuilder word;
  private int next;

  private CommandWords(String text) {
    this.text = text;
  }

  /**
   * The words of {@code command}; none where it is blank.
   *
   * @throws IllegalArgumentException where a quote or a backslash is left open; the text repeats
   *     nothing of the command
   */
  static List<String> of(String command) {
    return new CommandWords(command).split();
  }

  private List<String> split() {
    while (next < text.length()) {
      char c = text.charAt(next++);
      if (Character.isWhitespace(c)) {
        end();
      } else if (c == '\'') {
        quoted('\'', "");
      } else if (c == '"') {
        quoted('"', ESCAPED_IN_QUOTES);
      } else {
        word().append(c == '\\' ? escaped() : c);
      }
    }
    end();
    return List.copyOf(words);
  }

  /** Up to the closing quote; a word may be empty, or begin or go on outside of the quotes. */
  private void quoted(char quote, String escapable) {
    StringBuilder into = word();
    while (next < text.length()) {
      char c = text.charAt(next++);
      if (c == quote) {
        return;
      }
      boolean escapes =
          c == '\\' && next < text.length() && escapable.indexOf(text.charAt(next)) >= 0;
      into.append(escapes ? text.charAt(next++) : c);
    }
    throw new IllegalArgumentException("a quote is not closed");
  }

  private char escaped() {
    if (next == text.length()) {
      throw new IllegalArgumentException("a backslash is the last character");
    }
    return text.charAt(next++);
  }

  private StringBuilder word() {
    StringBuilder begun = word == null ? new StringBuilder() : word;
    word = begun;
    return begun;
  }

  private void end() {
    if (word != null) {
      words.add(word.toString());
      word = null;
    }
  }
}
