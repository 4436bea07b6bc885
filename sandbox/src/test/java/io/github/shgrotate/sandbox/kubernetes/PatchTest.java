package io.github.shgrotate.sandbox.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.shgrotate.sandbox.kubernetes.api.ApiFailure;
import io.github.shgrotate.sandbox.kubernetes.api.Patch;
import io.github.shgrotate.sandbox.kubernetes.api.Trees;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchTest {
  private static final String MERGE = "application/merge-patch+json";
  private static final String JSON = "application/json-patch+json";
  private static final String STRATEGIC = "application/strategic-merge-patch+json";

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          null removes a key                   | {"a":{"b":1,"c":2}} | {"a":{"b":null}}     | {"a":{"c":2}}
          null for an absent key does nothing  | {"a":1}             | {"b":null}           | {"a":1}
          nulls inside a new map do not appear | {}                  | {"a":{"b":null}}     | {"a":{}}
          a list is replaced                   | {"a":[1,2]}         | {"a":[3]}            | {"a":[3]}
          a map replaces a plain value         | {"a":1}             | {"a":{"b":2}}        | {"a":{"b":2}}
          """)
  void a_merge_patch_follows_rfc_7386(String name, String before, String patch, String after) {
    assertThat(apply(MERGE, before, patch)).isEqualTo(after);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          add to a map        | {"a":1}       | [{"op":"add","path":"/b","value":2}]                | {"a":1,"b":2}
          add into a list     | {"a":[1,3]}   | [{"op":"add","path":"/a/1","value":2}]              | {"a":[1,2,3]}
          append to a list    | {"a":[1]}     | [{"op":"add","path":"/a/-","value":2}]              | {"a":[1,2]}
          escaped slash       | {"a/b":1}     | [{"op":"remove","path":"/a~1b"}]                    | {}
          replace             | {"a":1}       | [{"op":"replace","path":"/a","value":2}]            | {"a":2}
          move                | {"a":1}       | [{"op":"move","from":"/a","path":"/b"}]             | {"b":1}
          copy                | {"a":{"x":1}} | [{"op":"copy","from":"/a","path":"/b"}]             | {"a":{"x":1},"b":{"x":1}}
          test that holds     | {"a":1}       | [{"op":"test","path":"/a","value":1}]               | {"a":1}
          """)
  void a_json_patch_follows_rfc_6902(String name, String before, String patch, String after) {
    assertThat(apply(JSON, before, patch)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [{"op":"test","path":"/a","value":2}]
          [{"op":"remove","path":"/b"}]
          [{"op":"replace","path":"/b","value":1}]
          [{"op":"add","path":"/b/c","value":1}]
          [{"op":"dance","path":"/a"}]
          """)
  void a_json_patch_that_does_not_apply_is_unprocessable(String patch) {
    assertThatThrownBy(() -> apply(JSON, "{\"a\":1}", patch))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(422))
        .hasMessage("the server rejected our request due to an error in our request");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          containers merge by name  | {"containers":[{"name":"a","image":"1"},{"name":"b"}]} | {"containers":[{"name":"a","image":"2"}]}                     | {"containers":[{"name":"a","image":"2"},{"name":"b"}]}
          a new one comes first     | {"env":[{"name":"a"}]}                                 | {"env":[{"name":"b"}]}                                        | {"env":[{"name":"b"},{"name":"a"}]}
          $patch delete takes one   | {"env":[{"name":"a"},{"name":"b"}]}                    | {"env":[{"name":"a","$patch":"delete"}]}                      | {"env":[{"name":"b"}]}
          $patch replace empties    | {"a":{"b":1}}                                          | {"a":{"$patch":"replace","c":2}}                              | {"a":{"c":2}}
          $retainKeys drops others  | {"s":{"type":"RollingUpdate","rollingUpdate":{}}}      | {"s":{"$retainKeys":["type"],"type":"Recreate"}}              | {"s":{"type":"Recreate"}}
          ports merge by number     | {"ports":[{"containerPort":1}]}                        | {"ports":[{"containerPort":1,"name":"x"}]}                    | {"ports":[{"containerPort":1,"name":"x"}]}
          conditions merge by type  | {"conditions":[{"type":"A","status":"1"}]}             | {"conditions":[{"type":"B"}]}                                 | {"conditions":[{"type":"B"},{"type":"A","status":"1"}]}
          finalizers are a set      | {"finalizers":["a"]}                                   | {"finalizers":["a","b"]}                                      | {"finalizers":["a","b"]}
          other lists are replaced  | {"args":["a"]}                                         | {"args":["b"]}                                                | {"args":["b"]}
          order is set              | {"env":[{"name":"a"},{"name":"b"}]}                    | {"$setElementOrder/env":[{"name":"b"},{"name":"a"}]}          | {"env":[{"name":"b"},{"name":"a"}]}
          others keep their place   | {"env":[{"name":"a"},{"name":"b"},{"name":"c"}]}       | {"env":[{"name":"c","value":"1"},{"name":"n"}]}               | {"env":[{"name":"a"},{"name":"b"},{"name":"c","value":"1"},{"name":"n"}]}
          null removes              | {"m":{"a":"1","b":"2"}}                                | {"m":{"a":null}}                                              | {"m":{"b":"2"}}
          """)
  void a_strategic_patch_merges_lists_by_key(
      String name, String before, String patch, String after) {
    assertThat(apply(STRATEGIC, before, patch)).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource({"application/apply-patch+yaml", "application/json", "text/plain"})
  void another_kind_of_patch_is_an_unsupported_media_type(String contentType) {
    assertThatThrownBy(() -> Patch.parse(contentType, "{}"))
        .isInstanceOfSatisfying(
            ApiFailure.class, failure -> assertThat(failure.code()).isEqualTo(415));
  }

  private static String apply(String contentType, String before, String patch) {
    return Patch.parse(contentType, patch).applyTo(Trees.literal(before)).toString();
  }
}
