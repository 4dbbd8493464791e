package io.groundwatch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsEndpointTest {
  @ParameterizedTest
  @CsvSource({
    "eu-central-1, false, false, logs.eu-central-1.amazonaws.com",
    "us-east-1, true, false, logs.us-east-1.api.aws",
    "us-east-1, false, true, logs-fips.us-east-1.amazonaws.com",
    "us-east-1, true, true, logs-fips.us-east-1.api.aws",
    "us-gov-west-1, false, true, logs.us-gov-west-1.amazonaws.com",
    "cn-north-1, false, false, logs.cn-north-1.amazonaws.com.cn",
    "cn-north-1, true, false, logs.cn-north-1.api.amazonwebservices.com.cn",
    "us-iso-east-1, false, false, logs.us-iso-east-1.c2s.ic.gov",
    "us-isob-east-1, false, false, logs.us-isob-east-1.sc2s.sgov.gov",
    "eusc-de-east-1, false, false, logs.eusc-de-east-1.amazonaws.eu",
  })
  void hasTheHostOfItsPartition(String region, boolean dualStack, boolean fips, String host) {
    assertThat(new AwsEndpoint(region, dualStack, fips).host("logs")).isEqualTo(host);
  }
}
