using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Names of one kind, numbered in the order they are declared.</summary>
/// <param name="kind">A noun for messages: tool, phase, slot.</param>
/// <param name="report">Where findings go.</param>
internal sealed class NameTable(string kind, DiagnosticBag report)
{
    private readonly List<Located<string>> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Set when what would declare names could not be read: then a name that is not known may well exist, and is not reported.</summary>
    internal bool IsIncomplete { get; set; }

    internal int Count => _names.Count;

    internal IEnumerable<string> Names => _names.Select(n => n.Value);

    internal IReadOnlyDictionary<string, int> Numbers => _numbers;

    internal string this[int number] => _names[number].Value;

    /// <summary>Where a name was declared.</summary>
    internal SourceSpan DeclaredAt(int number) => _names[number].At;

    /// <summary>A new number, or -1 for a name that is there already, which is reported.</summary>
    internal int Declare(Located<string> name)
    {
        if (_numbers.TryAdd(name.Value, _names.Count))
        {
            _names.Add(name);
            return _names.Count - 1;
        }

        SourceSpan first = _names[_numbers[name.Value]].At;
        report.Add(Codes.DuplicateName, name.At, $"{kind} `{name.Value}` is already declared at {first.File}({first.Line},{first.Column})");
        return -1;
    }

    /// <summary>The number of a name, declared here if it is new.</summary>
    internal int Intern(Located<string> name)
    {
        if (_numbers.TryAdd(name.Value, _names.Count))
        {
            _names.Add(name);
        }

        return _numbers[name.Value];
    }

    /// <summary>The number of a name that must be declared; -1 when it is not, which is reported, or when there is none.</summary>
    internal int Find(Located<string>? name)
    {
        if (name is null)
        {
            return -1;
        }

        if (_numbers.TryGetValue(name.Value, out int number))
        {
            return number;
        }

        if (IsIncomplete)
        {
            return -1;
        }

        report.Add(Codes.UnknownName, name.At, $"there is no {kind} `{name.Value}`", NearMiss.Help(name.Value, Names) ?? Known());
        return -1;
    }

    /// <summary>The number of a name; -1 when it is not declared. Reports nothing.</summary>
    internal int Peek(string? name) => name is not null && _numbers.TryGetValue(name, out int number) ? number : -1;

    private string? Known() => Count is > 0 and <= 12 ? $"declared: {string.Join(", ", Names)}" : null;
}
