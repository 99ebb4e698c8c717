using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax.Schemas;
using PolicyOs.Contracts.Tests.Cases;
using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Mutation;

/// <summary>
/// The shipped bundles with one key or entry taken away, renamed, doubled, moved or given another type. Never an exception, never long, and
/// never fine when a required key is gone or a key is there that the language does not have. Some hundreds by default,
/// 1,000 in CI; <c>POLICYOS_MUTATIONS=100000</c> makes them all.
/// </summary>
public sealed class StructuralMutationTests
{
    private const int Seed = 20261122;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The first mutation that is made, so that a long run can be made in pieces: <c>POLICYOS_MUTATIONS_FROM=20000</c>.</summary>
    private static readonly int From =
        int.TryParse(Environment.GetEnvironmentVariable("POLICYOS_MUTATIONS_FROM"), CultureInfo.InvariantCulture, out int from) ? from : 0;

    private static readonly int Count = LongRuns.Size("POLICYOS_MUTATIONS", 200, 1_000);

    private static readonly JsonNode?[] Others = [null, "text", 7, -1.5, true, new JsonArray(), new JsonObject(), new JsonArray("a", "b"), new JsonObject { ["a"] = 1 }];

    [Fact]
    public void Mutation_OfStructure_NeverThrowsAndIsNeverFineWithoutARequiredKey()
    {
        List<ShippedBundle> bundles = [.. Directory.EnumerateDirectories(RepositoryRoot.At("bundles")).Order(StringComparer.Ordinal).Select(ShippedBundle.Read)];
        Assert.All(bundles, b => Assert.NotNull(InMemory.Load(b.Files).Bundle));
        int broken = 0;
        for (int i = From; i < From + Count; i++)
        {
            var random = new Random(Seed + i);
            ShippedBundle bundle = bundles[random.Next(bundles.Count)];
            Place place = bundle.Places[random.Next(bundle.Places.Count)];
            (JsonNode file, bool mustFail, string what) = Mutate(bundle, place, random);
            var files = new Dictionary<string, byte[]>(bundle.Files, StringComparer.Ordinal) { [place.File] = Encoding.UTF8.GetBytes(file.ToJsonString()) };
            string name = $"mutation {i}: {Path.GetFileName(bundle.Folder)} {place}: {what}";
            BundleLoad load = Timed(files, name);

            Assert.True(load.Bundle is null == load.Diagnostics.Any(d => d.Severity == Severity.Error), name);
            Assert.False(mustFail && load.Bundle is not null, $"{name} is fine");
            broken += mustFail ? 1 : 0;
        }

        Assert.True(broken > Count / 10, $"only {broken} of {Count} had to fail");
    }

    private static (JsonNode File, bool MustFail, string What) Mutate(ShippedBundle bundle, Place place, Random random)
    {
        JsonNode file = bundle.Roots[place.File].DeepClone();
        JsonNode owner = place.Owner(file);
        switch (random.Next(5))
        {
            case 0:
                place.Remove(owner);
                return (file, place.IsRequired, "gone");
            case 1 when owner is JsonObject mapping && place.Key is string key:
                JsonNode? moved = mapping[key]?.DeepClone();
                mapping.Remove(key);
                mapping[key + "_"] = moved;
                return (file, place.IsKnown, "renamed");
            case 2 when owner is JsonArray list && place.Key is int at:
                list.Insert(random.Next(list.Count + 1), list[at]?.DeepClone());
                return (file, false, "doubled");
            case 3 when owner is JsonObject mapping && place.IsKnown:
                mapping["no_such_key"] = 1;
                return (file, true, "with a key beside it that does not exist");
            default:
                place.Set(owner, Others[random.Next(Others.Length)]?.DeepClone());
                return (file, false, "of another type");
        }
    }

    private static BundleLoad Timed(Dictionary<string, byte[]> files, string name)
    {
        for (int attempt = 0; ; attempt++)
        {
            long start = Stopwatch.GetTimestamp();
            BundleLoad load;
            try
            {
                load = InMemory.Load(files);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{name} threw", e);
            }

            // A busy machine can hold a process up; a bundle that is slow is slow again.
            if (Stopwatch.GetElapsedTime(start) < Longest || attempt == 2)
            {
                Assert.True(attempt < 2, $"{name} took long");
                return load;
            }
        }
    }

    /// <summary>A key or entry of a file, with what the language's schema says of it.</summary>
    private sealed record Place(string File, object[] Steps, bool IsKnown, bool IsRequired)
    {
        public object Key => Steps[^1];

        public JsonNode Owner(JsonNode root) => Steps[..^1].Aggregate(root, static (node, step) => step is string name ? node[name]! : node[(int)step]!);

        public void Remove(JsonNode owner)
        {
            if (owner is JsonObject mapping)
            {
                mapping.Remove((string)Key);
            }
            else
            {
                ((JsonArray)owner).RemoveAt((int)Key);
            }
        }

        public void Set(JsonNode owner, JsonNode? value)
        {
            if (owner is JsonObject mapping)
            {
                mapping[(string)Key] = value;
            }
            else
            {
                owner[(int)Key] = value;
            }
        }

        public override string ToString() => $"{File} {string.Join('.', Steps)}";
    }

    private sealed record ShippedBundle(string Folder, Dictionary<string, byte[]> Files, Dictionary<string, JsonNode> Roots, List<Place> Places)
    {
        public static ShippedBundle Read(string folder)
        {
            var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(static f => f.EndsWith(".yaml", StringComparison.Ordinal) || f.EndsWith(".md", StringComparison.Ordinal))
                .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllBytes, StringComparer.Ordinal);
            var bundle = new ShippedBundle(folder, files, new(StringComparer.Ordinal), []);
            foreach ((string path, byte[] bytes) in files.Where(static f => f.Key.EndsWith(".yaml", StringComparison.Ordinal)).OrderBy(static f => f.Key, StringComparer.Ordinal))
            {
                YamlNode node = YamlReader.Read(new SourceFile(path, bytes), new DiagnosticBag())!;
                Assert.True(YamlJson.TryConvert(node, out System.Text.Json.JsonElement json, out _));
                JsonNode root = JsonNode.Parse(json.GetRawText())!;
                bundle.Roots.Add(path, root);
                JsonNode schema = JsonNode.Parse(LanguageSchemas.All[SchemaOf(path)])!;
                bundle.Walk(path, schema, schema, root, []);
            }

            return bundle;
        }

        private static string SchemaOf(string path) => path.Split('/') switch
        {
            ["tools", _] => "tool.schema.json",
            ["policies", _] => "policies.schema.json",
            [var name] => Path.ChangeExtension(name, ".schema.json"),
            _ => throw new InvalidOperationException(path),
        };

        /// <summary>Every key and entry; inside what the language does not describe, such as a JSON Schema, nothing is known of them.</summary>
        private void Walk(string file, JsonNode whole, JsonNode? schema, JsonNode? value, object[] steps)
        {
            if (value is JsonArray list)
            {
                for (int n = 0; n < list.Count; n++)
                {
                    Places.Add(new Place(file, [.. steps, n], false, false));
                    Walk(file, whole, Choices(whole, schema).Select(static c => c["items"]).FirstOrDefault(static c => c is not null), list[n], [.. steps, n]);
                }
            }
            else if (value is JsonObject mapping)
            {
                JsonNode? shape = Choices(whole, schema).FirstOrDefault(static c => c["properties"] is not null);
                foreach ((string key, JsonNode? member) in mapping)
                {
                    bool known = shape?["properties"]![key] is not null;
                    bool required = known && shape!["required"] is JsonArray names && names.Any(n => n!.GetValue<string>() == key);
                    Places.Add(new Place(file, [.. steps, key], known, required));
                    Walk(file, whole, known ? shape!["properties"]![key] : Choices(whole, schema).Select(static c => c["additionalProperties"] as JsonObject).FirstOrDefault(static c => c is not null), member, [.. steps, key]);
                }
            }
        }

        private static IEnumerable<JsonNode> Choices(JsonNode whole, JsonNode? schema)
        {
            if (schema is null)
            {
                return [];
            }

            JsonNode resolved = schema["$ref"]?.GetValue<string>() is { } reference && reference.StartsWith("#/$defs/", StringComparison.Ordinal)
                ? whole["$defs"]![reference["#/$defs/".Length..]]!
                : schema;
            return resolved["anyOf"] is JsonArray any ? any.SelectMany(choice => Choices(whole, choice)) : [resolved];
        }
    }
}
