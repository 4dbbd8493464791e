/**
 * CloudWatch's API, as far as applications write to it: {@code PutMetricData} and {@code
 * PutLogEvents}, in the protocols that AWS's SDKs speak. Source: Amazon CloudWatch and Amazon
 * CloudWatch Logs API references; Smithy's AWS JSON 1.0 and 1.1, AWS Query, and RPC v2 CBOR.
 */
@NullMarked
package io.groundwatch.input.cloudwatch;

import org.jspecify.annotations.NullMarked;
