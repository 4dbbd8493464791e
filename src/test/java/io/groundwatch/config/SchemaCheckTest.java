package io.groundwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.groundwatch.text.LinePattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is accepted and not served is checked all the same, each fault at its own place. */
class SchemaCheckTest {

  @ParameterizedTest
  @MethodSource
  void refuses(String document, String faults) {
    assertThat(faults(document)).isEqualTo(faults.strip());
  }

  static Stream<Arguments> refuses() {
    return Stream.of(
        argumentSet(
            "wrongTypes",
            "{'agent':{'logfile':1,'quiet':'yes','credentials':[]},'traces':{'traces_collected':{'xray':true}}}",
            """
            /agent/logfile: a number (expected: a string)
            /agent/quiet: a string (expected: true or false)
            /agent/credentials: an array (expected: an object)
            /traces/traces_collected/xray: a boolean (expected: an object)
            """),
        argumentSet(
            "limits",
            "{'metrics':{'endpoint_override':'abc','metrics_collected':{"
                + "'statsd':{'allowed_pending_messages':0,'metric_separator':''},"
                + "'collectd':{'metrics_aggregation_interval':1.5,'collectd_typesdb':['','a']}}},"
                + "'logs':{'metrics_collected':{},'concurrency':0}}",
            """
            /metrics/endpoint_override: 3 characters (expected: 4 to 2048 characters)
            /metrics/metrics_collected/statsd/allowed_pending_messages: 0 (expected: an integer from 1 to 2147483647)
            /metrics/metrics_collected/statsd/metric_separator: empty (expected: 1 to 255 characters)
            /metrics/metrics_collected/collectd/metrics_aggregation_interval: 1.5 (expected: an integer from 0 to 172800)
            /metrics/metrics_collected/collectd/collectd_typesdb/0: empty (expected: 1 to 4096 characters)
            /logs/concurrency: 0 (expected: an integer from 1 to 2147483647)
            """),
        argumentSet(
            "unknownKeysOfClosedObjects",
            "{'metrics':{'metrics_destinations':{'clodwatch':{}},'metrics_collected':{'statsd':{"
                + "'servce_address':':8125','_note':1}}}}",
            """
            /metrics/metrics_destinations/clodwatch: unknown key (did you mean "cloudwatch"?)
            /metrics/metrics_collected/statsd/servce_address: unknown key (did you mean "service_address"?)
            """),
        argumentSet(
            "words",
            "{'metrics':{'metrics_collected':{'collectd':{'collectd_security_level':'encrpt'}}},"
                + "'logs':{'logs_collected':{'windows_events':{'collect_list':[{'event_name':'Forwarded Events',"
                + "'event_levels':['LOUD'],'retention_in_days':2}]}}}}",
            """
            /metrics/metrics_collected/collectd/collectd_security_level: "encrpt" (expected: one of none, sign, encrypt) (did you mean "encrypt"?)
            /logs/logs_collected/windows_events/collect_list/0/event_name: "Forwarded Events" is not taken
            /logs/logs_collected/windows_events/collect_list/0/event_levels/0: "LOUD" (expected: one of CRITICAL, ERROR, WARNING, INFORMATION, VERBOSE)
            /logs/logs_collected/windows_events/collect_list/0/retention_in_days: 2 (expected: one of -1, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)
            """),
        argumentSet(
            "patterns",
            "{'logs':{'logs_collected':{'windows_events':{'collect_list':[{'event_name':'a',"
                + "'filters':[{'type':'include','expression':'a('}]}]}}}}",
            "/logs/logs_collected/windows_events/collect_list/0/filters/0/expression: "
                + said("a(")),
        argumentSet(
            "formsOfAValue",
            "{'metrics':{'metrics_collected':{'otlp':[{'http_endpoint':1}],'jmx':{'endpoint':'h:1234'},"
                + "'efa':{'measurement':['a','a',{'nme':'a'},7]}}},"
                + "'traces':{'traces_collected':{'otlp':7},'credentials':{'role_arn':'short'}}}",
            """
            /metrics/metrics_collected/otlp/0/http_endpoint: a number (expected: a string)
            /metrics/metrics_collected/jmx: none of jvm, kafka, kafka-consumer, kafka-producer, tomcat (expected: at least one)
            /metrics/metrics_collected/efa/measurement: an element stands twice (expected: each once)
            /metrics/metrics_collected/efa/measurement/2/name: missing (expected: a string)
            /metrics/metrics_collected/efa/measurement/2/nme: unknown key (did you mean "name"?)
            /metrics/metrics_collected/efa/measurement/3: a number (expected: a string or an object)
            /traces/traces_collected/otlp: a number (expected: an array or an object)
            /traces/credentials/role_arn: 5 characters (expected: at least 20 characters)
            """));
  }

  private static String said(String pattern) {
    try {
      return LinePattern.compile(pattern).toString();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String faults(String document) {
    try {
      return Documents.load(document.replace('\'', '"')).warnings().toString();
    } catch (ConfigException e) {
      return String.join(
          "\n",
          e.faults().stream()
              .filter(fault -> fault.severity() == Fault.Severity.ERROR)
              .map(fault -> fault.pointer() + ": " + fault.message())
              .toList());
    }
  }
}
