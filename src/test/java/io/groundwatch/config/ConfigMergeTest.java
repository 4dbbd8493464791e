package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.groundwatch.config.ConfigNode.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigMergeTest {
  private final Faults faults = new Faults();

  @ParameterizedTest
  @MethodSource
  void unites(String first, String second, String expected) {
    assertThat(JsonText.of(merged(first, second)))
        .isEqualToIgnoringWhitespace(expected.replace('\'', '"'));
    assertThat(faults.all()).isEmpty();
  }

  static Stream<Arguments> unites() {
    return Stream.of(
        argumentSet(
            "sections",
            "{'agent':{'debug':true}}",
            "{'logs':{}}",
            "{'agent':{'debug':true},'logs':{}}"),
        argumentSet(
            "membersOfASection",
            "{'agent':{'debug':true}}",
            "{'agent':{'region':'r'}}",
            "{'agent':{'debug':true,'region':'r'}}"),
        argumentSet(
            "equalValuesHoweverTheyAreWritten",
            "{'agent':{'debug':true,'buffer':{'a':1,'b':[10]}}}",
            "{'agent':{'buffer':{'_note':1,'b':[10],'a':1.0},'debug':true}}",
            "{'agent':{'debug':true,'buffer':{'a':1,'b':[10]}}}"),
        argumentSet(
            "notesOfTheFirst",
            "{'_n':1,'agent':{'//':'a'}}",
            "{'_n':2,'agent':{'//':'b'}}",
            "{'_n':1,'agent':{'//':'a'}}"),
        argumentSet(
            "collectLists",
            "{'logs':{'logs_collected':{'files':{'collect_list':[{'file_path':'/a'},{'file_path':'/b'}]}}}}",
            "{'logs':{'logs_collected':{'files':{'collect_list':[{'file_path':'/b'},{'file_path':'/c'}]}}}}",
            "{'logs':{'logs_collected':{'files':{'collect_list':[{'file_path':'/a'},{'file_path':'/b'},{'file_path':'/c'}]}}}}"),
        argumentSet(
            "processes",
            in("'procstat':[{'exe':'a'}]"),
            in("'procstat':[{'exe':'b'}]"),
            in("'procstat':[{'exe':'a'},{'exe':'b'}]")),
        argumentSet(
            "listenersToAnArray",
            in("'otlp':{'http_endpoint':'a:1'}"),
            in("'otlp':[{'http_endpoint':'b:2'},{'http_endpoint':'a:1'}]"),
            in("'otlp':[{'http_endpoint':'a:1'},{'http_endpoint':'b:2'}]")),
        argumentSet(
            "partsOfAMeasurement",
            in("'mem':{'measurement':['used','free']}"),
            in("'mem':{'measurement':['free','total']}"),
            in("'mem':{'measurement':['used','free','total']}")),
        argumentSet(
            "destinations",
            "{'destinations':{'a':{'type':'stdout'}}}",
            "{'destinations':{'a':{'type':'stdout'},'b':{}}}",
            "{'destinations':{'a':{'type':'stdout'},'b':{}}}"));
  }

  @ParameterizedTest
  @MethodSource
  void namesBothPlacesOfADifference(String first, String second, String fault) {
    merged(first, second);

    assertThat(faults.all()).extracting(Fault::text).containsExactly(fault);
  }

  static Stream<Arguments> namesBothPlacesOfADifference() {
    String same = " (expected: the same value in both files, or the key in one of them)";
    String beside =
        " (expected: what stands beside \"measurement\" in both files, or the input in one of them)";
    return Stream.of(
        argumentSet(
            "aValue",
            "{'metrics':{'namespace':'A'}}",
            "{'metrics':{'namespace':'B'}}",
            "2.json:1:25 /metrics/namespace: differs from 1.json:1:25" + same),
        argumentSet(
            "aSectionThatIsNone",
            "{'logs':{}}",
            "{'logs':[]}",
            "2.json:1:9 /logs: differs from 1.json:1:9" + same),
        argumentSet(
            "dimensionsOfAll",
            "{'metrics':{'append_dimensions':{'a':'1'}}}",
            "{'metrics':{'append_dimensions':{'b':'1'}}}",
            "2.json:1:33 /metrics/append_dimensions: differs from 1.json:1:33" + same),
        argumentSet(
            "aDestination",
            "{'destinations':{'a':{'type':'stdout'}}}",
            "{'destinations':{'a':{'type':'http'}}}",
            "2.json:1:22 /destinations/a: differs from 1.json:1:22" + same),
        argumentSet(
            "aSettingOfAnInput",
            in("'mem':{'measurement':['a'],'metrics_collection_interval':1}"),
            in("'mem':{'measurement':['a'],'metrics_collection_interval':2}"),
            "2.json:1:91 /metrics/metrics_collected/mem/metrics_collection_interval: differs from"
                + " 1.json:1:91"
                + same),
        argumentSet(
            "aSettingOfAnInputThatStandsOnce",
            in("'mem':{'measurement':['a'],'drop_device':true}"),
            in("'mem':{'measurement':['a']}"),
            "1.json:1:61 /metrics/metrics_collected/mem/drop_device: is not in the same input at"
                + " 2.json:1:40"
                + beside));
  }

  @Test
  void everyDifferenceOfThreeFilesIsSaid() {
    merged(
        "{'agent':{'region':'a','debug':true}}",
        "{'agent':{'region':'b'}}",
        "{'agent':{'debug':false}}");

    assertThat(faults.all())
        .extracting(Fault::file, Fault::pointer)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("2.json", "/agent/region"),
            org.assertj.core.groups.Tuple.tuple("3.json", "/agent/debug"));
  }

  private static String in(String input) {
    return "{'metrics':{'metrics_collected':{" + input + "}}}";
  }

  private ObjectNode merged(String... documents) {
    List<ObjectNode> parsed = new ArrayList<>();
    for (String document : documents) {
      String file = (parsed.size() + 1) + ".json";
      parsed.add(
          (ObjectNode) ConfigParser.parse(file, document.replace('\'', '"'), faults).orElseThrow());
    }
    return ConfigMerge.merge(parsed, faults);
  }
}
