package io.groundwatch.input.journal;

import io.groundwatch.config.JournalConfig;
import io.groundwatch.config.JournalSelection;
import io.groundwatch.model.Fingerprint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * What a {@code collect_list} entry is known by in positions, whatever its place in the list: what
 * it selects, and where its records go. An entry of which one of the two was edited is still known
 * by the other. What else is edited, such as filters, makes no difference.
 *
 * @param selection sixteen digits that stand for what it selects
 * @param target sixteen digits that stand for the log group and stream, and, of entries that are
 *     alike in all of that, for which it is
 */
record JournalKey(String selection, String target) {

  /**
   * The keys of a configuration's entries.
   *
   * @param configs the entries as they are written, placeholders and all
   */
  static List<JournalKey> of(List<JournalConfig> configs) {
    List<JournalKey> keys = new ArrayList<>();
    Map<JournalKey, Integer> alike = new HashMap<>();
    for (JournalConfig config : configs) {
      String selection = digits(text(config.selection()));
      String target = config.stream().group().orElse("") + '\0' + config.stream().stream();
      int number = alike.merge(new JournalKey(selection, target), 1, Integer::sum);
      keys.add(new JournalKey(selection, digits(target + '\0' + number)));
    }
    return keys;
  }

  /** Never to be changed: positions would not be known again. */
  private static String text(JournalSelection selection) {
    StringBuilder text = new StringBuilder();
    text.append(selection.directory().map(Object::toString).orElse("")).append('\0');
    selection.units().forEach(unit -> text.append(unit).append('\0'));
    text.append(selection.priority().key()).append('\0');
    for (Map<String, String> match : selection.matches()) {
      match.forEach((field, value) -> text.append(field).append('=').append(value).append('\0'));
      text.append('+');
    }
    return text.toString();
  }

  private static String digits(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().toHexDigits(Fingerprint.of(bytes, 0, bytes.length).hash());
  }
}
