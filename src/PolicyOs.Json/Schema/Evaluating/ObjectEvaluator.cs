using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>properties, patternProperties, additionalProperties and required (2020-12 core, 10.3.2; validation, 6.5.3), in one pass over the members.</summary>
internal sealed class ObjectEvaluator(
    NameTable names, PropertyRule[] rules, PatternRule[] patterns, KeywordAt additionalAt, SchemaNode? additional, KeywordAt requiredAt, string[] required) : Evaluator
{
    private const int MaxNamesInMessage = 12;

    private readonly ulong _requiredBits = required.Length >= 64 ? ulong.MaxValue : (1UL << required.Length) - 1;

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        // Up to 64 required names are bits of one word; beyond, of an array.
        ulong seen = 0;
        ulong[]? more = required.Length > 64 ? new ulong[(required.Length + 63) / 64] : null;
        bool plain = marks is null && !run.Collects;
        int index = 0;
        int hint = 0;
        bool valid = true;

        // Not foreach: its try block, for a Dispose that does nothing, keeps the enumerator out of registers.
        JsonElement.ObjectEnumerator members = instance.EnumerateObject();
        while (members.MoveNext())
        {
            JsonProperty member = members.Current;
            ReadOnlySpan<byte> raw = JsonText.RawName(member);
            int found = names.FindRaw(raw, hint);
            if (found >= 0)
            {
                hint = found + 1;
                PropertyRule rule = rules[found];
                seen |= rule.RequiredBit;
                if (more is not null && rule.Required >= 0)
                {
                    more[rule.Required >> 6] |= rule.RequiredBit;
                }

                // The common case by itself, without the steps around it.
                valid &= plain && rule.Only is { } only
                    ? only.Evaluate(member.Value, run, null)
                    : EvaluateKnown(rule, member, run, marks, index);
            }
            else
            {
                valid &= EvaluateUnknown(member, raw, run, marks, index);
            }

            if (!valid && run.StopsAtFirst)
            {
                return false;
            }

            index++;
        }

        return (more is null ? (seen & _requiredBits) == _requiredBits || Missing([seen], run) : Missing(more, run)) && valid;
    }

    private bool EvaluateKnown(PropertyRule rule, JsonProperty member, Evaluation run, Marks? marks, int index)
    {
        if (rule.IsForbidden)
        {
            return Forbid(member, run);
        }

        if (rule.IsEvaluated)
        {
            marks?.Set(index);
        }

        bool valid = true;
        run.Push(member);
        foreach (SchemaNode schema in rule.Schemas)
        {
            valid &= schema.Evaluate(member.Value, run, null);
            if (!valid && run.StopsAtFirst)
            {
                break;
            }
        }

        run.Pop();
        return valid;
    }

    private bool EvaluateUnknown(JsonProperty member, ReadOnlySpan<byte> raw, Evaluation run, Marks? marks, int index)
    {
        bool matched = false;
        bool valid = true;
        foreach (PatternRule rule in patterns)
        {
            PatternResult result = PatternProbe.Search(rule.Pattern, raw);
            if (result == PatternResult.NotFound)
            {
                continue;
            }

            matched = true;
            run.Push(member);
            valid &= result == PatternResult.Found
                ? rule.Schema.Evaluate(member.Value, run, null)
                : run.Fail(rule.At, run.Collects ? PatternEvaluator.LimitSentence(result) : null);
            run.Pop();
        }

        if (matched || additional is null)
        {
            if (matched)
            {
                marks?.Set(index);
            }

            return valid;
        }

        if (additional.IsFalse)
        {
            return Forbid(member, run);
        }

        marks?.Set(index);
        run.Push(member);
        valid = additional.Evaluate(member.Value, run, null);
        run.Pop();
        return valid;
    }

    private bool Forbid(JsonProperty member, Evaluation run)
    {
        run.Push(member);
        run.Fail(additionalAt, run.Collects ? $"the property `{Shorten(JsonText.NameToText(member))}` is not allowed; {AllowedNames()}" : null);
        run.Pop();
        return false;
    }

    private string AllowedNames()
    {
        string[] allowed = [.. rules.Where(rule => !rule.IsForbidden).Select(rule => $"`{Shorten(rule.Text)}`")];
        return allowed.Length switch
        {
            0 => "the schema names none",
            > MaxNamesInMessage => $"allowed are {string.Join(", ", allowed.Take(MaxNamesInMessage))} and {allowed.Length - MaxNamesInMessage} more",
            _ => $"allowed are {string.Join(", ", allowed)}",
        };
    }

    /// <summary>Names what is missing; true where nothing is.</summary>
    private bool Missing(ReadOnlySpan<ulong> seen, Evaluation run)
    {
        bool valid = true;
        for (int i = 0; i < required.Length; i++)
        {
            if ((seen[i >> 6] & (1UL << i)) == 0)
            {
                valid = run.Fail(requiredAt, run.Collects ? $"the property `{Shorten(required[i])}` is missing" : null);
                if (run.StopsAtFirst)
                {
                    return false;
                }
            }
        }

        return valid;
    }

    private static string Shorten(string name) => name.Length <= 100 ? name : name[..100] + "…";
}
