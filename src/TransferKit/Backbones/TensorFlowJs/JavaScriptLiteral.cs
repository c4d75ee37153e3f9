using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using TransferKit.Graphs.Onnx;

namespace TransferKit.Backbones.TensorFlowJs;

/// <summary>
/// Reads the one literal that a bundled JavaScript file exports, without running JavaScript: objects, arrays, strings, numbers,
/// booleans (also as minifiers write them, <c>!0</c> and <c>!1</c>) and null (ECMA-262, sections 12.9 and 13.2).
/// </summary>
internal sealed class JavaScriptLiteral
{
    private const string Assignment = ".exports=";
    private const int MaxDepth = 64;

    private readonly string _text;
    private readonly string _file;
    private int _position;

    private JavaScriptLiteral(string text, string file, int position) => (_text, _file, _position) = (text, file, position);

    /// <summary>The literal assigned to <c>module.exports</c>; what wraps it (a UMD header and the like) is passed over.</summary>
    /// <exception cref="InvalidModelException">The file exports no literal, or one that is damaged.</exception>
    public static JsonNode? ReadExport(string text, string file)
    {
        for (var at = text.IndexOf(Assignment, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Assignment, at + 1, StringComparison.Ordinal))
        {
            var start = at + Assignment.Length;
            if (start < text.Length && text[start] is '{' or '[' or '"' or '\'')
            {
                return new JavaScriptLiteral(text, file, start).Value(0);
            }
        }

        throw new InvalidModelException($"'{file}' exports no literal: it is not a bundled TensorFlow.js file, or is truncated.", file);
    }

    private JsonNode? Value(int depth)
    {
        if (depth > MaxDepth)
        {
            throw Error($"is nested more than {MaxDepth} deep");
        }

        return Peek() switch
        {
            '{' => Object(depth),
            '[' => Array(depth),
            '"' or '\'' => JsonValue.Create(String()),
            '!' => JsonValue.Create(Negation()),
            '-' or '.' or (>= '0' and <= '9') => JsonValue.Create(Number()),
            _ => Word(),
        };
    }

    private JsonObject Object(int depth)
    {
        var result = new JsonObject();
        Expect('{');
        while (Peek() != '}')
        {
            var key = Peek() is '"' or '\'' ? String() : Name();
            Expect(':');
            result[key] = Value(depth + 1);
            SkipComma('}');
        }

        Expect('}');
        return result;
    }

    private JsonArray Array(int depth)
    {
        var result = new JsonArray();
        Expect('[');
        while (Peek() != ']')
        {
            result.Add(Value(depth + 1));
            SkipComma(']');
        }

        Expect(']');
        return result;
    }

    private string String()
    {
        var quote = _text[_position++];
        var result = new StringBuilder();
        while (true)
        {
            var end = _text.AsSpan(_position).IndexOfAny(quote, '\\');
            if (end < 0)
            {
                throw Error("ends inside a string");
            }

            result.Append(_text, _position, end);
            _position += end + 1;
            if (_text[_position - 1] == quote)
            {
                return result.ToString();
            }

            result.Append(Escape());
        }
    }

    private char Escape()
    {
        var escape = Peek();
        _position++;
        return escape switch
        {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\b',
            'f' => '\f',
            'v' => '\v',
            'x' => Hexadecimal(2),
            'u' => Hexadecimal(4),
            '\\' or '"' or '\'' or '/' or '`' => escape,
            _ => throw Error($"has the escape '\\{escape}'"),
        };
    }

    private char Hexadecimal(int digits)
    {
        if (_position + digits > _text.Length
            || !ushort.TryParse(_text.AsSpan(_position, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            throw Error("has a damaged escape");
        }

        _position += digits;
        return (char)code;
    }

    private bool Negation()
    {
        Expect('!');
        return Number() == 0;
    }

    private double Number()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiDigit(_text[_position]) || _text[_position] is '+' or '-' or '.' or 'e' or 'E'))
        {
            _position++;
        }

        return double.TryParse(_text.AsSpan(start, _position - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Error("has a damaged number");
    }

    private JsonValue? Word() => Name() switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        "null" => null,
        var word => throw Error($"has '{word}' where a literal is needed"),
    };

    private string Name()
    {
        var start = _position;
        while (_position < _text.Length && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] is '_' or '$'))
        {
            _position++;
        }

        return _position > start ? _text[start.._position] : throw Error("has an unexpected character");
    }

    private void SkipComma(char end)
    {
        if (Peek() != end)
        {
            Expect(',');
        }
    }

    private char Peek()
    {
        while (_position < _text.Length && char.IsWhiteSpace(_text[_position]))
        {
            _position++;
        }

        return _position < _text.Length ? _text[_position] : throw Error("is truncated");
    }

    private void Expect(char wanted)
    {
        if (Peek() != wanted)
        {
            throw Error($"has '{_text[_position]}' where '{wanted}' is needed");
        }

        _position++;
    }

    private InvalidModelException Error(string what) => new($"'{_file}' {what} (character {_position:N0} of {_text.Length:N0}).", _file);
}
