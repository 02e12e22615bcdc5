//! A screen as a picture that any browser shows: one `<text>` a run of letters that look alike, and
//! lines for the letters that boxes are drawn with, so that no font leaves gaps in them.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

/// All measures are tenths of a pixel, so that they stay whole numbers.
const CELL_WIDTH: u32 = 84;
const CELL_HEIGHT: u32 = 190;
const BASELINE: u32 = 137;
const MARGIN: u32 = 140;
const BAR: u32 = 340;
const STROKE: u32 = 11;

/// The colours of the picture, by the class that has them: the sixteen of a terminal, then its own.
const PALETTE: &[(&str, &str)] = &[
    ("k", "#3b4252"),
    ("r", "#f2777a"),
    ("g", "#93d07c"),
    ("y", "#f0c674"),
    ("b", "#7cafff"),
    ("m", "#d39bf5"),
    ("c", "#6ed3de"),
    ("w", "#c5ccd8"),
    ("lk", "#7d8799"),
    ("lr", "#ff9b9e"),
    ("lg", "#b5e6a2"),
    ("ly", "#ffe0a0"),
    ("lb", "#a6c8ff"),
    ("lm", "#e6c1ff"),
    ("lc", "#a5ecf2"),
    ("lw", "#ffffff"),
    (INK, "#d8dee9"),
    (GROUND, "#171b23"),
];
const INK: &str = "i";
const GROUND: &str = "p";

/// How a cell looks.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    ink: &'static str,
    ground: &'static str,
    bold: bool,
    dim: bool,
    underlined: bool,
}

impl Look {
    fn of(cell: &Cell) -> Self {
        let has = |modifier| cell.modifier.contains(modifier);
        let (mut ink, mut ground) = (class(cell.fg, INK), class(cell.bg, GROUND));
        if has(Modifier::REVERSED) {
            (ink, ground) = (ground, ink);
        }
        let (bold, dim) = (has(Modifier::BOLD), has(Modifier::DIM));
        Self { ink, ground, bold, dim, underlined: has(Modifier::UNDERLINED) }
    }

    fn classes(self) -> String {
        let mut classes = self.ink.to_owned();
        for (is_so, class) in [(self.bold, " B"), (self.dim, " D")] {
            classes.push_str(if is_so { class } else { "" });
        }
        classes
    }
}

fn class(colour: Color, own: &'static str) -> &'static str {
    let number = match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        _ => return own,
    };
    PALETTE[number].0
}

/// A piece of a row: where it begins, how many cells it takes and what stands there.
#[derive(Clone)]
struct Piece {
    x: u32,
    cells: u32,
    text: String,
    look: Look,
}

/// The screen in a window with a title.
pub fn svg(title: &str, buffer: &Buffer, cursor: Option<Position>) -> String {
    let area = buffer.area;
    let (columns, rows) = (u32::from(area.width), u32::from(area.height));
    let width = columns * CELL_WIDTH + 2 * MARGIN;
    let height = rows * CELL_HEIGHT + BAR + MARGIN;
    let mut svg = head(title, width, height);
    let (mut grounds, mut lines, mut letters) = (String::new(), Lines::default(), String::new());
    for (y, row) in (0..rows).zip(area.rows()) {
        let top = BAR + y * CELL_HEIGHT;
        let cells: Vec<&Cell> = row.columns().map(|at| &buffer[(at.x, at.y)]).collect();
        let pieces = pieces(&cells);
        draw_grounds(&pieces, top, &mut grounds);
        for piece in &pieces {
            draw(piece, top, &mut grounds, &mut lines, &mut letters);
        }
    }
    svg.push_str(&grounds);
    svg.push_str(&lines.paths());
    svg.push_str(&letters);
    if let Some(at) = cursor {
        let (x, y) = (across(at.x.into()), BAR + u32::from(at.y) * CELL_HEIGHT);
        let (x, y, tall) = (pixels(x), pixels(y + 10), pixels(CELL_HEIGHT - 20));
        let _ = writeln!(svg, r#"<rect class="lc" x="{x}" y="{y}" width="2" height="{tall}"/>"#);
    }
    svg.push_str("</svg>\n");
    svg
}

fn head(title: &str, width: u32, height: u32) -> String {
    let (title, wide, tall) = (escaped(title), pixels(width), pixels(height));
    let (inner_wide, inner_tall) = (pixels(width - 10), pixels(height - 10));
    let mut head = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{tall}\" \
         viewBox=\"0 0 {wide} {tall}\" role=\"img\">\n<title>{title}</title>\n<style>\n\
         text{{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}}\n\
         path{{fill:none;stroke-width:{}}}\n.B{{font-weight:bold}}\n.D{{opacity:.62}}\n\
         .s{{text-anchor:middle}}\nrect{{shape-rendering:crispEdges}}\n",
        pixels(STROKE),
    );
    for (class, colour) in PALETTE {
        let _ = writeln!(head, ".{class}{{fill:{colour}}}");
    }
    let _ = write!(
        head,
        "</style>\n\
         <rect x=\".5\" y=\".5\" width=\"{inner_wide}\" height=\"{inner_tall}\" rx=\"9\" \
         class=\"p\" shape-rendering=\"auto\" stroke=\"#4c566a\"/>\n"
    );
    for (x, colour) in [(18, "r"), (36, "y"), (54, "g")] {
        let _ = writeln!(head, r#"<circle class="{colour}" cx="{x}" cy="16" r="5"/>"#);
    }
    let middle = pixels(width / 2);
    let _ = writeln!(head, r#"<text class="i s D" x="{middle}" y="21">{title}</text>"#);
    head
}

/// Cells of one look with letters of one kind. Two blanks part pieces, so that a letter of another
/// width, in whatever font, never moves the next column; a sign that many fonts lack stands alone.
fn pieces(cells: &[&Cell]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut x = 0;
    while let Some(cell) = cells.get(x) {
        let symbol = cell.symbol();
        let wide = symbol.width().max(1);
        let piece = Piece {
            x: u32::try_from(x).expect("a screen is small"),
            cells: u32::try_from(wide).expect("a letter is small"),
            text: symbol.to_owned(),
            look: Look::of(cell),
        };
        x += wide;
        match pieces.last_mut() {
            Some(last) if last.look == piece.look && kind(&last.text) == kind(&piece.text) => {
                last.cells += piece.cells;
                last.text.push_str(&piece.text);
            }
            _ => pieces.push(piece),
        }
    }
    pieces
}

#[derive(PartialEq, Eq)]
enum Kind {
    Letters,
    Wide,
    Line(char),
    Sign(char),
}

fn kind(text: &str) -> Kind {
    let first = text.chars().next().unwrap_or(' ');
    match first {
        ' '..='~' | '\u{a0}'..='\u{24f}' => Kind::Letters,
        '\u{2500}'..='\u{259f}' => Kind::Line(first),
        _ if first.to_string().width() > 1 => Kind::Wide,
        _ => Kind::Sign(first),
    }
}

/// What stands beside each other on the same ground has one sheet of it.
fn draw_grounds(pieces: &[Piece], top: u32, grounds: &mut String) {
    for alike in pieces.chunk_by(|one, other| one.look.ground == other.look.ground) {
        let class = alike[0].look.ground;
        if class == GROUND {
            continue;
        }
        let wide: u32 = alike.iter().map(|piece| piece.cells * CELL_WIDTH).sum();
        let (x, y, tall) = (pixels(across(alike[0].x)), pixels(top), pixels(CELL_HEIGHT));
        let wide = pixels(wide);
        let _ = writeln!(
            grounds,
            r#"<rect class="{class}" x="{x}" y="{y}" width="{wide}" height="{tall}"/>"#
        );
    }
}

fn draw(piece: &Piece, top: u32, grounds: &mut String, lines: &mut Lines, letters: &mut String) {
    let Piece { x, cells, text, look } = piece;
    let left = across(*x);
    let wide = cells * CELL_WIDTH;
    if look.underlined {
        let y = top + BASELINE + 25;
        lines.add(*look, format!("M{} {}h{}", pixels(left), pixels(y), pixels(wide)));
    }
    let baseline = pixels(top + BASELINE);
    match kind(text) {
        Kind::Line('█') => {
            let (y, tall) = (pixels(top), pixels(CELL_HEIGHT));
            let (x, wide, class) = (pixels(left + 20), pixels(wide - 40), look.classes());
            let _ = writeln!(
                grounds,
                r#"<rect class="{class}" x="{x}" y="{y}" width="{wide}" height="{tall}"/>"#
            );
        }
        Kind::Line(sign) => lines.add(*look, stroke(sign, left, top, *cells)),
        Kind::Sign(sign) => {
            for cell in 0..*cells {
                let (middle, class) =
                    (pixels(left + cell * CELL_WIDTH + CELL_WIDTH / 2), look.classes());
                let _ = writeln!(
                    letters,
                    r#"<text class="{class} s" x="{middle}" y="{baseline}">{sign}</text>"#
                );
            }
        }
        Kind::Letters | Kind::Wide => {
            let cell = if kind(text) == Kind::Wide { 2 * CELL_WIDTH } else { CELL_WIDTH };
            for (at, word) in words(text) {
                let (x, class) = (pixels(left + at * cell), look.classes());
                let long = u32::try_from(word.chars().count()).expect("a row is short") * cell;
                let (long, word) = (pixels(long), escaped(word));
                let _ = writeln!(
                    letters,
                    r#"<text class="{class}" x="{x}" y="{baseline}" textLength="{long}">{word}</text>"#
                );
            }
        }
    }
}

/// The parts between two or more blanks, each with the place where it begins.
fn words(text: &str) -> Vec<(u32, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for part in text.split("  ") {
        let word = part.trim_matches(' ');
        if !word.is_empty() {
            let blanks = part.len() - part.trim_start_matches(' ').len();
            words.push((at + u32::try_from(blanks).expect("a row is short"), word));
        }
        at += u32::try_from(part.chars().count() + 2).expect("a row is short");
    }
    words
}

/// The path of a letter that boxes are drawn with, over so many cells.
fn stroke(sign: char, left: u32, top: u32, cells: u32) -> String {
    let (wide, half, tall) = (cells * CELL_WIDTH, CELL_WIDTH / 2, CELL_HEIGHT);
    let middle = top + tall / 2;
    let centre = pixels(left + half);
    let (up, down) = (format!("M{centre} {}V{}", pixels(top), pixels(middle)), pixels(top + tall));
    let (to_right, to_left) = (pixels(left + wide), pixels(left));
    let middle = pixels(middle);
    match sign {
        '─' => format!("M{to_left} {middle}H{to_right}"),
        '│' => {
            let line = |cell| {
                let x = pixels(left + cell * CELL_WIDTH + half);
                format!("M{x} {}v{}", pixels(top), pixels(tall))
            };
            (0..cells).map(line).collect()
        }
        '┌' => format!("M{centre} {down}V{middle}H{to_right}"),
        '┐' => format!("M{centre} {down}V{middle}H{to_left}"),
        '└' => format!("{up}H{to_right}"),
        '┘' => format!("{up}H{to_left}"),
        _ => panic!("{sign} is not drawn yet"),
    }
}

/// Paths by how they look, since many are alike.
#[derive(Default)]
struct Lines(Vec<(&'static str, bool, String)>);

impl Lines {
    fn add(&mut self, look: Look, path: String) {
        let alike =
            |(ink, dim, _): &&mut (&str, bool, String)| *ink == look.ink && *dim == look.dim;
        match self.0.iter_mut().find(alike) {
            Some((_, _, paths)) => paths.push_str(&path),
            None => self.0.push((look.ink, look.dim, path)),
        }
    }

    fn paths(&self) -> String {
        let mut paths = String::new();
        for (ink, dim, path) in &self.0 {
            let colour = PALETTE.iter().find(|(class, _)| class == ink).map_or("", |(_, it)| it);
            let opacity = if *dim { r#" opacity=".45""# } else { "" };
            let _ = writeln!(paths, r#"<path stroke="{colour}"{opacity} d="{path}"/>"#);
        }
        paths
    }
}

fn across(column: u32) -> u32 {
    MARGIN + column * CELL_WIDTH
}

fn pixels(tenths: u32) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn drawn(text: &str, style: Style) -> String {
        let mut buffer = Buffer::empty(ratatui::layout::Rect::new(0, 0, 20, 1));
        buffer.set_string(0, 0, text, style);
        svg("a & b", &buffer, None)
    }

    #[test]
    fn what_xml_has_a_meaning_for_is_written_otherwise() {
        let svg = drawn("<a> & b", Style::new());
        assert!(svg.contains(">&lt;a&gt; &amp; b</text>"), "{svg}");
        assert!(svg.contains("<title>a &amp; b</title>"), "{svg}");
    }

    #[test]
    fn a_wide_letter_takes_two_cells_and_moves_nothing_behind_it() {
        let svg = drawn("上海-a", Style::new());
        assert!(svg.contains(r#"x="14" y="47.7" textLength="33.6">上海<"#), "{svg}");
        assert!(svg.contains(r#"x="47.6" y="47.7" textLength="16.8">-a<"#), "{svg}");
    }

    #[test]
    fn what_is_far_apart_is_placed_apart_and_a_sign_in_the_middle_of_its_cell() {
        let svg = drawn("a b   c✓", Style::new());
        assert!(svg.contains(r#"textLength="25.2">a b<"#), "{svg}");
        assert!(svg.contains(r#"x="64.4" y="47.7" textLength="8.4">c<"#), "{svg}");
        assert!(svg.contains(r#"<text class="i s" x="77" y="47.7">✓<"#), "{svg}");
    }

    #[test]
    fn reversed_letters_swap_their_colours_and_blanks_are_painted_too() {
        let svg = drawn(" x ", Style::new().magenta().reversed().bold());
        assert!(
            svg.contains(r#"<rect class="m" x="14" y="34" width="25.2" height="19"/>"#),
            "{svg}"
        );
        assert!(svg.contains(r#"<text class="p B" x="22.4""#), "{svg}");
    }

    #[test]
    fn underlined_blanks_have_their_line() {
        let svg = drawn("   ", Style::new().underlined());
        assert!(svg.contains(r#"d="M14 50.2h25.2""#), "{svg}");
        assert!(!svg.contains("textLength"), "{svg}");
    }

    #[test]
    fn boxes_are_lines_without_gaps() {
        let svg = drawn("┌──┐│", Style::new().dim());
        let path =
            r#"opacity=".45" d="M18.2 53V43.5H22.4M22.4 43.5H39.2M43.4 53V43.5H39.2M51.8 34v19""#;
        assert!(svg.contains(path), "{svg}");
    }
}
